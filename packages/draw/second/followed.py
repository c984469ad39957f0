"""Lotteries that follow from rules and types alone, made again (SPEC section 6.1 to 6.4, without merit)."""

from fractions import Fraction
from math import lcm


def followed_lottery(rules, types):
    """The only lottery that such rules allow; None for methods whose lottery is proved instead."""
    method = rules["method"]
    if method in ("uniform", "banded"):
        counts = one_panel(rules, types)
        panel = {"times": 1, "counts": [[line, count] for line, count in enumerate(counts) if count]}
        return {"form": "panels", "types": types.lines, "of": 1, "panels": [panel]}
    if method == "weighted" or (method == "scores" and "merit" not in rules):
        return by_share(types.lines, chances_of(rules, types))
    return None


def strata(rules, types):
    """Places and lines of each stratum; all in one without strata."""
    if "strata" not in rules:
        return [(rules["places"], list(range(len(types.lines))))]
    feature = rules["strata"]["feature"]
    return [
        (places, [line for line, kind in enumerate(types.lines) if kind["features"][feature] == value])
        for value, places in rules["strata"]["places"].items()
    ]


def one_panel(rules, types):
    counts = [0] * len(types.lines)
    for places, lines in strata(rules, types):
        for line in lines:
            if types.lines[line].get("band") == "accept":
                counts[line] = types.sizes[line]
                places -= types.sizes[line]
        for line in lines:
            if types.lines[line].get("band", "draw") == "draw":
                counts[line] = places
    return counts


def by_share(lines, chances):
    of = lcm(*(chance.denominator for chance in chances))
    return {"form": "shares", "types": lines, "of": of, "shares": [int(chance * of) for chance in chances]}


def chances_of(rules, types):
    chances = [Fraction(0)] * len(types.lines)
    for places, lines in strata(rules, types):
        made = stratum_chances(rules, places, [(types.lines[line], types.sizes[line]) for line in lines])
        for line, chance in zip(lines, made):
            chances[line] = chance
    return chances


def stratum_chances(rules, places, entries):
    if rules["method"] == "weighted":
        return by_weight(places, [(line["weight"], size) for line, size in entries])
    ends = [(tuple(line["score"]) if type(line["score"]) is list else (line["score"],) * 2, size) for line, size in entries]
    if "line" in rules:
        return by_line(places, ends)
    rise, run = rules["slope"]
    return by_slope(places, [(Fraction(rise * (low + high), 2 * run), size) for (low, high), size in ends])


def by_weight(places, entries):
    """In order of falling weight, whoever would pass 1 is certain; the rest share in proportion."""
    left, total = places, sum(weight * size for weight, size in entries)
    certain = set()
    for index in sorted(range(len(entries)), key=lambda i: -entries[i][0]):
        weight, size = entries[index]
        if weight * left < total or total == 0:
            break
        certain.add(index)
        left -= size
        total -= weight * size
    return [Fraction(1) if i in certain else Fraction(weight * left, total) for i, (weight, _) in enumerate(entries)]


def by_line(places, entries):
    line, left = None, places
    for middle, size in sorted(((low + high, size) for (low, high), size in entries), key=lambda one: -one[0]):
        left -= size
        if left <= 0:
            line = middle
            break
    above = [2 * low > (line or 0) for (low, _), _ in entries]
    across = [2 * low <= (line or 0) <= 2 * high for (low, high), _ in entries]
    room = places - sum(size for (_, size), is_in in zip(entries, above) if is_in)
    sharing = sum(size for (_, size), is_in in zip(entries, across) if is_in) or 1
    return [Fraction(1) if a else Fraction(room, sharing) if b else Fraction(0) for a, b in zip(above, across)]


def by_slope(places, entries):
    """clip(lift + b, 0, 1) with b such that they sum to the places."""

    def total(b):
        return sum(size * clip(lift + b) for lift, size in entries)

    corners = sorted({corner for lift, _ in entries for corner in (-lift, 1 - lift)})
    low, high = 0, len(corners) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if total(corners[middle]) <= places else (low, middle - 1)
    b = corners[low] if corners else Fraction(0)
    missing = places - total(b)
    rising = sum(size for lift, size in entries if 0 <= lift + b < 1) or 1
    return [clip(lift + b) + (missing / rising if 0 <= lift + b < 1 else 0) for lift, _ in entries]


def clip(value):
    return min(max(value, Fraction(0)), Fraction(1))
