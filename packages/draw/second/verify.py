"""Making a transcript, and verifying one: every value is derived again (SPEC section 10)."""

from certificate import check_certificate
from canonical import canonical, digest, same
from conduct import conduct
from fractions import Fraction
from halving import unfold
from lottery import chances, check_lottery
from roster import check_roster, root
from rules import check_rules
from seal import check_seal, seal_digest
from shape import fields, integer, need
from source import check_randomness, in_order, seed, withheld
from types_ import Types

PARTS = ("seal", "sealDigest", "roster", "randomness", "chances", "result")


def check_source(seal, roster):
    """All that is left of the bar (section 1): types, chances and the gap."""
    canonical([seal, roster])
    check_seal(seal)
    check_roster(roster)
    integer(seal["roster"]["size"], "root: size", len(roster), len(roster))
    need(same(seal["roster"]["root"], root(roster)), "root")
    check_rules(seal["rules"])
    types = Types(seal["rules"], roster)
    check_lottery(seal["lottery"], types)
    counted = chances(seal["lottery"], types)
    need(same(seal["chances"], digest(counted)), "chances: digest")
    check_sum(counted, types)
    return types, counted, check_certificate(seal, types)


def check_sum(counted, types):
    if types.rules["method"] != "stops":
        total = sum(Fraction(*chance) * size for chance, size in zip(counted, types.sizes))
        need(total == types.rules["places"], "chances: sum")


def conducted(seal, roster, randomness):
    """The transcript of a draw; reveals may be given in any order."""
    return make_transcript(seal, roster, randomness, arranged=in_order)[0]


def make_transcript(seal, roster, randomness, whole_tree=False, arranged=lambda randomness, _seal: randomness):
    """The transcript of a draw, when seal, roster and randomness are sound; and the gap."""
    canonical(randomness)
    types, counted, gap = check_source(seal, roster)
    randomness = arranged(randomness, seal)
    if whole_tree and seal["lottery"]["form"] == "halving":
        unfold(seal["lottery"], types)
    check_randomness(randomness, seal)
    sealed = seal_digest(seal)
    result = conduct(seed(randomness, seal, sealed), seal["lottery"], types)
    result["withheld"] = withheld(randomness, seal)
    transcript = {"seal": seal, "sealDigest": sealed, "roster": roster, "randomness": randomness}
    return dict(transcript, chances=counted, result=result), gap


def verify(transcript, published=None, whole_tree=False):
    """Refused where the transcript is not what it must be; else what was made again, and the gap."""
    fields(transcript, PARTS, (), "whole")
    canonical(transcript)
    made, gap = make_transcript(transcript["seal"], transcript["roster"], transcript["randomness"], whole_tree)
    need(published is None or published == made["sealDigest"], "seal: not the published one")
    need(same(transcript["sealDigest"], made["sealDigest"]), "seal: digest")
    need(same(transcript["chances"], made["chances"]), "chances")
    check_result(transcript["result"], made["result"])
    need(same(transcript, made), "whole")
    return made, gap


def check_result(given, made):
    fields(given, tuple(made), (), "whole: result")
    for name in ("seed", "number", "panel", "drawn", "stops", "reserves", "withheld"):
        if name in made:
            need(same(given[name], made[name]), name)
