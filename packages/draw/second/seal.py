"""The seal: its shape, its source of randomness and its digest (SPEC section 7)."""

from canonical import canonical_bytes, sha256
from shape import array, fields, hexadecimal, integer, need, text

VERSION = "madang-draw/1"
RESERVES = "keyed-order-keeping-quotas/1"
SCHEME = "bls-unchained-g1-rfc9380"
PREFIX = {"draw": b"madang-draw/1\n", "rehearsal": b"madang-draw/1 rehearsal\n"}
REQUIRED = ("version", "tag", "call", "sealedAt", "code", "rules", "roster", "lottery", "chances", "reserves", "randomness")


def check_seal(seal):
    """Shape only; what the rest says of rules, roster and lottery is checked by itself."""
    fields(seal, REQUIRED, ("certificate",), "seal")
    need(is_word(seal["version"], (VERSION,)), "version")
    need(is_word(seal["tag"], tuple(PREFIX)), "version: tag")
    need(is_word(seal["reserves"], (RESERVES,)), "version: reserves")
    text(seal["call"], "seal: call")
    integer(seal["sealedAt"], "seal: sealedAt", 0)
    fields(seal["code"], ("version",), ("digest",), "seal: code")
    text(seal["code"]["version"], "seal: code: version")
    if "digest" in seal["code"]:
        hexadecimal(seal["code"]["digest"], 32, "seal: code: digest")
    fields(seal["roster"], ("root", "size"), (), "root: seal: roster")
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
    period = integer(chain["period"], where + ": period", 1)
    genesis = integer(chain["genesisTime"], where + ": genesisTime", 0)
    need(is_word(chain["scheme"], (SCHEME,)), where + ": scheme")
    number = integer(beacon["round"], where + ": round", 1)
    integer(beacon["time"], where + ": time", 0)
    need(beacon["time"] == genesis + period * (number - 1), where + ": time")
    need(beacon["time"] > sealed_at, where + ": time is not after sealedAt")


def check_witnesses(witnesses):
    where = "seal: witnesses"
    need(len(array(witnesses, where)) > 0, where)
    for witness in witnesses:
        fields(witness, ("name", "commitment"), (), where)
        text(witness["name"], where)
        hexadecimal(witness["commitment"], 32, where)
    names = [witness["name"] for witness in witnesses]
    need(len(set(names)) == len(names), where + ": names")


def seal_digest(seal):
    return sha256(PREFIX[seal["tag"]] + canonical_bytes(seal)).hex()
