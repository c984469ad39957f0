"""The certificate of `quotas` (SPEC sections 6.5 to 6.7), and which method has which."""

from fractions import Fraction

from cases import check_used, proven, weight_of_rows
from eating import eating_gap
from lottery import totals_of
from merit import check_merit, merit_gap
from shape import array, fields, integer, integers, need

UNIT = 10**12


def check_certificate(seal, types):
    """The gap that the certificate proves, rounded up; None for methods that have none."""
    rules, lottery = types.rules, seal["lottery"]
    proves = rules["method"] in ("quotas", "stops") or "merit" in rules
    need(("certificate" in seal) == proves, "certificate: missing, or one too many")
    if not proves:
        return None
    if "merit" in rules:
        check_merit(lottery, types)
        return rounded(merit_gap(seal["certificate"], lottery, types))
    gap = eating_gap if rules["method"] == "stops" else quota_gap
    return rounded(gap(seal["certificate"], lottery, types))


def rounded(gap):
    """Up to a multiple of 1/UNIT."""
    return Fraction(-(-gap * UNIT // 1), UNIT)


def quota_gap(certificate, lottery, types):
    fields(certificate, ("levels", "proofs"), (), "certificate")
    levels, proofs = certificate["levels"], array(certificate["proofs"], "certificate: proofs")
    check_used(levels, proofs)
    maximin = "objective" in types.rules
    check_levels(levels, len(proofs), maximin, types)
    totals = totals_of(lottery, types)
    found = [Fraction(total, lottery["of"] * size) for total, size in zip(totals, types.sizes)]
    gap = Fraction(0)
    for level, proof in enumerate(proofs):
        sigma, most = read_proof(proof, types)
        bound = bound_of(level, levels, sigma, most, totals, lottery["of"], types)
        floor = min([Fraction(1)] + [c for c, own in zip(found, levels) if own >= level])
        gap = max(gap, bound - floor)
    return gap


def check_levels(levels, proofs, maximin, types):
    where = "certificate: levels"
    integers(levels, len(types.lines), where)
    if maximin:
        need(proofs <= 1 and (proofs == 1 or all(level == -1 for level in levels)), "certificate: proofs")
    highest = 1 if maximin else proofs - 1
    for level, (low, high) in zip(levels, types.bounds):
        if low == high:
            integer(level, where, -1, -1)
        else:
            integer(level, where, 0, highest)


def read_proof(proof, types):
    """sigma of each type, and W (6.5, 6.6)."""
    need(type(proof) is dict, "certificate: proof")
    if "mu" in proof:
        fields(proof, ("mu",), (), "certificate: proof")
        return weight_of_rows(proof["mu"], types)
    fields(proof, ("prices", "tree"), (), "certificate: proof")
    integers(proof["prices"], len(types.lines), "certificate: prices")
    return proof["prices"], proven(proof["tree"], proof["prices"], types)


def bound_of(level, levels, sigma, most, totals, of, types):
    """bound_l of section 6.5."""
    right, left = of * most, 0
    for own, price, total, size in zip(levels, sigma, totals, types.sizes):
        if own == level:
            if price <= 0:
                return Fraction(1)
            left += of * price * size
        elif own == -1 or own < level and price > 0:
            right -= price * total
        elif price < 0:
            right -= price * size * of
    return min(Fraction(1), Fraction(right, left)) if left else Fraction(1)
