"""What comes after the seal: beacon, reveals, and the seed from them (SPEC section 7)."""

import functools
import hashlib
import hmac

import bls
from canonical import sha256
from shape import MOST_LISTED, array, fields, hexadecimal, instant, integer, need, text

SALT = b"madang-draw/1 seed"
SHORTEST = 16


def check_randomness(randomness, seal):
    fields(randomness, (), ("beacon", "reveals"), "beacon: randomness")
    sealed = seal["randomness"]
    need(("beacon" in randomness) == ("beacon" in sealed), "beacon: missing, or one too many")
    if "beacon" in sealed:
        check_beacon(randomness["beacon"], sealed["beacon"])
    check_reveals(randomness, seal)


def check_beacon(beacon, sealed):
    fields(beacon, ("round", "signature"), (), "beacon")
    integer(beacon["round"], "beacon: round", sealed["round"], sealed["round"])
    hexadecimal(beacon["signature"], 48, "beacon: signature")
    valid = signed(sealed["chain"]["publicKey"], sealed["round"], beacon["signature"])
    need(valid, "beacon: the signature is not valid")


@functools.lru_cache(maxsize=256)
def signed(public_key, number, signature):
    message = sha256(number.to_bytes(8, "big"))
    try:
        return bls.verify(bytes.fromhex(public_key), message, bytes.fromhex(signature))
    except ValueError:
        return False


def check_reveals(randomness, seal):
    sealed = seal["randomness"]
    witnesses = sealed.get("witnesses", [])
    if "reveals" in randomness:
        array(randomness["reveals"], "witnesses: reveals", 1)
    reveals = randomness.get("reveals", [])
    waiting = iter(witnesses)
    for reveal in reveals:
        fields(reveal, ("name", "secret"), ("revealedAt",), "witnesses: reveal")
        text(reveal["name"], "witnesses: name")
        witness = next((one for one in waiting if one["name"] == reveal["name"]), None)
        need(witness is not None, "witnesses: not sealed, twice, or in another order")
        check_secret(reveal["secret"], witness["commitment"])
        check_instant(reveal, seal["sealedAt"], sealed.get("beacon"))
    need("beacon" in sealed or len(reveals) == len(witnesses), "witnesses: without a beacon all must reveal")


def check_secret(secret, commitment):
    text(secret, "witnesses: secret")
    need(len(secret) >= SHORTEST, "witnesses: secret too short")
    need(sha256(secret.encode("utf-8")).hex() == commitment, "witnesses: secret does not match")


def check_instant(reveal, sealed_at, beacon):
    need(("revealedAt" in reveal) == (beacon is not None), "witnesses: revealedAt is missing, or given without a beacon")
    if beacon:
        instant(reveal["revealedAt"], "witnesses: revealedAt")
        need(sealed_at <= reveal["revealedAt"] < beacon["time"], "witnesses: revealed too early or too late")


def in_order(randomness, seal):
    """What conducting makes of reveals in any order, or of none (section 8)."""
    fields(randomness, (), ("beacon", "reveals"), "beacon: randomness")
    if "reveals" not in randomness:
        return randomness
    names = [one["name"] for one in seal["randomness"].get("witnesses", [])]
    for reveal in array(randomness["reveals"], "witnesses: reveals", 0, MOST_LISTED):
        fields(reveal, ("name", "secret"), ("revealedAt",), "witnesses: reveal")
        need(reveal["name"] in names, "witnesses: not sealed")
    reveals = sorted(randomness["reveals"], key=lambda reveal: names.index(reveal["name"]))
    rest = {name: value for name, value in randomness.items() if name != "reveals"}
    return dict(rest, reveals=reveals) if reveals else rest


def withheld(randomness, seal):
    revealed = {reveal["name"] for reveal in randomness.get("reveals", [])}
    return [one["name"] for one in seal["randomness"].get("witnesses", []) if one["name"] not in revealed]


def seed(randomness, seal, seal_digest):
    secrets = {reveal["name"]: reveal["secret"] for reveal in randomness.get("reveals", [])}
    material = b""
    if "beacon" in randomness:
        material += sha256(bytes.fromhex(randomness["beacon"]["signature"]))
    for witness in seal["randomness"].get("witnesses", []):
        secret = secrets.get(witness["name"], "").encode("utf-8")
        material += len(secret).to_bytes(4, "big") + secret
    return hkdf(material, SALT, bytes.fromhex(seal_digest))


def hkdf(material, salt, info):
    """RFC 5869 for 32 bytes."""
    key = hmac.new(salt, material, hashlib.sha256).digest()
    return hmac.new(key, info + b"\1", hashlib.sha256).digest()
