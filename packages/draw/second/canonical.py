"""Reading JSON as JSON.parse does, and canonical JSON (SPEC section 2)."""

import hashlib
import json

LIMIT = 2**53


class Refused(Exception):
    """What a verifier refuses; the text says where and what."""


def number(word):
    """A JSON number as ECMAScript reads it: an int when it is one of ours, else a float, which is refused later."""
    value = float(word)
    whole = value.is_integer() and abs(value) < LIMIT and not (value == 0 and word[0] == "-")
    return int(value) if whole else value


def constant(_word):
    raise ValueError("not JSON")


def once(pairs):
    """An object; refuses a name given twice (section 2)."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Refused("json: a name twice")
    return made


DECODER = json.JSONDecoder(
    object_pairs_hook=once, parse_int=number, parse_float=number, parse_constant=constant
)


def parse(data):
    """The value of JSON in UTF-8, with or without a byte-order mark."""
    try:
        return DECODER.decode(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused("json: cannot be read")


def utf16(text):
    """The key that sorts texts by UTF-16 code units."""
    return text.encode("utf-16-be", "surrogatepass")


def names_sorted(names):
    if all(name.isascii() for name in names):
        return sorted(names)
    return sorted(names, key=utf16)


def ordered(value):
    """The value with sorted names; refuses whatever the protocol has no use for (sections 0 and 2)."""
    kind = type(value)
    if kind is dict:
        return {whole_text(name): ordered(value[name]) for name in names_sorted(value)}
    if kind is list:
        return [ordered(item) for item in value]
    if kind is str:
        return whole_text(value)
    if kind is int and abs(value) < LIMIT or kind is bool:
        return value
    raise Refused("json: a value of no use here")


def whole_text(text):
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Refused("json: a lone surrogate")
    return text


def canonical(value):
    """RFC 8785, as text."""
    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))


def canonical_bytes(value):
    return canonical(value).encode("utf-8")


def sha256(data):
    return hashlib.sha256(data).digest()


def digest(value):
    return sha256(canonical_bytes(value)).hex()


def same(one, other):
    """Whether two values are the same JSON (true is not 1)."""
    return canonical(one) == canonical(other)
