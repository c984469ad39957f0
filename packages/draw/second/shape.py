"""Small checks of shape: each refuses what does not fit and gives back what does."""

import re
import unicodedata

from canonical import LIMIT, Refused, utf16

# The greatest sizes (section 2).
MOST_ENTRANTS = 2**24
MOST_LISTED = 1000
MOST_QUOTAS = 2**16
MOST_NUMBER = 2**40
MOST_TEXT = 1024
MOST_SPLITS = 1000
LAST_INSTANT = 253402300799
MOST_PERIOD = 86400

HEX = re.compile(r"[0-9a-f]*\Z")


def need(condition, where):
    if not condition:
        raise Refused(where)


def fields(value, required, optional, where):
    """An object with these fields and no others."""
    need(type(value) is dict, where + ": not an object")
    need(all(name in value for name in required), where + ": a field is missing")
    need(all(name in required or name in optional for name in value), where + ": a field too many")
    return value


def array(value, where, least=0, most=None):
    need(type(value) is list, where + ": not an array")
    need(len(value) >= least and (most is None or len(value) <= most), where + ": too few or too many")
    return value


def integer(value, where, low=1 - LIMIT, high=LIMIT - 1):
    """An integer, never a boolean or a float."""
    need(type(value) is int and low <= value <= high, where + ": not an integer in range")
    return value


def integers(value, count, where, low=1 - LIMIT, high=LIMIT - 1):
    need(len(array(value, where)) == count, where + ": not as many as needed")
    for item in value:
        integer(item, where, low, high)
    return value


def instant(value, where):
    return integer(value, where, 1, LAST_INSTANT)


def text(value, where, least=0):
    need(type(value) is str, where + ": not a text")
    need(value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value), where + ": a lone surrogate")
    need(least <= len(value.encode("utf-8")) <= MOST_TEXT, where + ": too short or too long")
    return value


def nfc(value, where):
    need(unicodedata.is_normalized("NFC", text(value, where)), where + ": not in form C")
    return value


def hexadecimal(value, count, where):
    """`count` bytes in lower case hex."""
    need(type(value) is str and len(value) == 2 * count and HEX.match(value), where + ": not hex")
    return bytes.fromhex(value)


def rising(items, where):
    """Texts in the order of UTF-16 code units, none twice."""
    keys = [utf16(item) for item in items]
    need(all(a < b for a, b in zip(keys, keys[1:])), where + ": not sorted, or one twice")


def yes(value, name, where):
    """A flag that is true where it is given at all."""
    need(name not in value or value[name] is True, where + ": " + name)
