"""The seal: its shape, its source of randomness and its digest (SPEC section 7)."""

from canonical import canonical_bytes, sha256
from shape import LAST_INSTANT, MOST_ENTRANTS, MOST_LISTED, MOST_PERIOD
from shape import array, fields, hexadecimal, instant, integer, need, text

VERSION = "madang-draw/1"
RESERVES = "keyed-order-keeping-quotas/1"
SCHEME = "bls-unchained-g1-rfc9380"
QUICKNET = {
    "hash": "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    "publicKey": "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    "period": 3,
    "genesisTime": 1692803367,
    "scheme": SCHEME,
}
PREFIX = {"draw": b"madang-draw/1\n", "rehearsal": b"madang-draw/1 rehearsal\n"}
REQUIRED = ("version", "tag", "call", "sealedAt", "code", "rules", "roster", "lottery", "chances", "reserves", "randomness")


def check_seal(seal):
    """Shape only; what the rest says of rules, roster and lottery is checked by itself."""
    fields(seal, REQUIRED, ("certificate",), "seal")
    need(is_word(seal["version"], (VERSION,)), "version")
    need(is_word(seal["tag"], tuple(PREFIX)), "version: tag")
    need(is_word(seal["reserves"], (RESERVES,)), "version: reserves")
    text(seal["call"], "seal: call")
    instant(seal["sealedAt"], "seal: sealedAt")
    fields(seal["code"], ("version",), ("digest",), "seal: code")
    text(seal["code"]["version"], "seal: code: version", 1)
    if "digest" in seal["code"]:
        hexadecimal(seal["code"]["digest"], 32, "seal: code: digest")
    fields(seal["roster"], ("root", "size"), (), "root: seal: roster")
    hexadecimal(seal["roster"]["root"], 32, "root: seal: roster: root")
    integer(seal["roster"]["size"], "root: seal: roster: size", 1, MOST_ENTRANTS)
    hexadecimal(seal["chances"], 32, "chances: digest")
    check_source(seal["randomness"], seal["sealedAt"])


def is_word(value, words):
    return type(value) is str and value in words


def check_source(source, sealed_at):
    fields(source, (), ("beacon", "witnesses"), "seal: randomness")
    need(source, "seal: randomness: no source")
    if "beacon" in source:
        check_beacon(source["beacon"], sealed_at)
    if "witnesses" in source:
        check_witnesses(source["witnesses"])


def check_beacon(beacon, sealed_at):
    where = "seal: beacon"
    fields(beacon, ("chain", "round", "time"), (), where)
    chain = fields(beacon["chain"], ("hash", "publicKey", "period", "genesisTime", "scheme"), (), where)
    hexadecimal(chain["hash"], 32, where + ": hash")
    hexadecimal(chain["publicKey"], 96, where + ": publicKey")
    period = integer(chain["period"], where + ": period", 1, MOST_PERIOD)
    genesis = instant(chain["genesisTime"], where + ": genesisTime")
    need(is_word(chain["scheme"], (SCHEME,)), where + ": scheme")
    need(chain["hash"] != QUICKNET["hash"] or chain == QUICKNET, where + ": not the known chain of this hash")
    number = integer(beacon["round"], where + ": round", 1, LAST_INSTANT)
    instant(beacon["time"], where + ": time")
    need(beacon["time"] == genesis + period * (number - 1), where + ": time")
    need(beacon["time"] > sealed_at, where + ": time is not after sealedAt")


def check_witnesses(witnesses):
    where = "seal: witnesses"
    array(witnesses, where, 1, MOST_LISTED)
    for witness in witnesses:
        fields(witness, ("name", "commitment"), (), where)
        text(witness["name"], where, 1)
        hexadecimal(witness["commitment"], 32, where)
    names = [witness["name"] for witness in witnesses]
    need(len(set(names)) == len(names), where + ": names")


def seal_digest(seal):
    return sha256(PREFIX[seal["tag"]] + canonical_bytes(seal)).hex()
