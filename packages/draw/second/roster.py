"""The roster: entrants, lots, tickets and the root (SPEC section 3)."""

from canonical import canonical_bytes, sha256
from shape import MOST_ENTRANTS, MOST_LISTED, MOST_NUMBER
from shape import array, fields, hexadecimal, integer, need, nfc, rising

BANDS = ("accept", "draw", "decline")
OPTIONAL = ("weight", "band", "score", "groups", "ranking")


def check_roster(roster):
    """Every entrant as section 3 has it, in order, no two tickets equal."""
    for index, entrant in enumerate(array(roster, "roster", 1, MOST_ENTRANTS)):
        fields(entrant, ("lot", "commitment", "features"), OPTIONAL, "roster")
        integer(entrant["lot"], "roster: lot", index + 1, index + 1)
        hexadecimal(entrant["commitment"], 32, "roster: commitment")
        check_features(entrant["features"])
        check_optional(entrant)
    tickets = [entrant["commitment"][:32] for entrant in roster]
    need(all(a < b for a, b in zip(tickets, tickets[1:])), "roster: not sorted, or two tickets equal")


def check_features(features):
    need(type(features) is dict and len(features) <= MOST_LISTED, "roster: features")
    for name, value in features.items():
        nfc(name, "roster: features")
        nfc(value, "roster: features")


def check_optional(entrant):
    if "weight" in entrant:
        integer(entrant["weight"], "roster: weight", 1, MOST_NUMBER)
    if "band" in entrant:
        need(type(entrant["band"]) is str and entrant["band"] in BANDS, "roster: band")
    if "score" in entrant:
        check_score(entrant["score"])
    if "groups" in entrant:
        check_texts(entrant["groups"], "roster: groups")
        rising(entrant["groups"], "roster: groups")
    if "ranking" in entrant:
        check_texts(entrant["ranking"], "roster: ranking")


def check_texts(texts, where):
    for item in array(texts, where, 1, MOST_LISTED):
        nfc(item, where)
    need(len(set(texts)) == len(texts), where + ": one twice")


def check_score(score):
    if type(score) is not list:
        integer(score, "roster: score", -MOST_NUMBER, MOST_NUMBER)
        return
    need(len(score) == 2, "roster: score")
    low, high = (integer(end, "roster: score", -MOST_NUMBER, MOST_NUMBER) for end in score)
    need(low <= high, "roster: score")


def ticket(entrant):
    return bytes.fromhex(entrant["commitment"][:32])


def root(roster):
    """The Merkle tree hash of RFC 9162 section 2.1.1."""
    nodes = [sha256(b"\0" + canonical_bytes(entrant)) for entrant in roster]
    while len(nodes) > 1:
        pairs = [sha256(b"\1" + nodes[i] + nodes[i + 1]) for i in range(0, len(nodes) - 1, 2)]
        nodes = pairs + nodes[len(nodes) - len(nodes) % 2 :]
    return (nodes[0] if nodes else sha256(b"")).hex()
