"""The published lottery: its forms, what they must keep, and the chances (SPEC section 5)."""

from math import gcd

from canonical import LIMIT, same
from followed import followed_lottery
from shape import array, fields, integer, integers, need

FORMS = {"panels": "panels", "shares": "shares", "halving": "totals"}
METHOD_FORMS = {
    "uniform": ("panels",),
    "weighted": ("shares",),
    "banded": ("panels",),
    "scores": ("shares",),
    "quotas": ("panels", "halving"),
    "stops": ("panels",),
}
HIGHEST = 20


def check_lottery(lottery, types):
    """Shape, type lines, and every bound and row counted."""
    check_shape(lottery)
    need(same(lottery["types"], types.lines), "types: type lines are not the roster's")
    check_form(lottery, types)
    {"panels": check_panels, "shares": check_shares, "halving": check_halving}[lottery["form"]](lottery, types)
    followed = followed_lottery(types.rules, types)
    need(followed is None or same(lottery, followed), "quotas: not the lottery that follows from the rules")


def check_shape(lottery):
    need(type(lottery) is dict, "quotas: lottery")
    form = lottery.get("form")
    need(type(form) is str and form in FORMS, "quotas: lottery: form")
    fields(lottery, ("form", "types", "of", FORMS[form]), (), "quotas: lottery")
    integer(lottery["of"], "quotas: lottery: of", 1)


def check_form(lottery, types):
    """The form is one of the method's (section 5), and one throw reaches over all shares (section 8)."""
    need(lottery["form"] in METHOD_FORMS[types.rules["method"]], "quotas: lottery: form")
    if lottery["form"] == "shares":
        need(lottery["of"] * len(types.roster) < 2**64, "quotas: lottery: of: shares too fine")


def check_counts(counts, lines, where):
    """[[line, count], ...]: lines ascending, count at least 1."""
    last = -1
    for pair in array(counts, where):
        need(type(pair) is list and len(pair) == 2, where)
        last = integer(pair[0], where, last + 1, lines - 1)
        integer(pair[1], where, 1)


def check_panels(lottery, types):
    total = 0
    certain = [line for line, (low, _) in enumerate(types.bounds) if low]
    for panel in array(lottery["panels"], "quotas: panels"):
        fields(panel, ("times", "counts"), (), "quotas: panel")
        total += integer(panel["times"], "quotas: panel: times", 1)
        check_counts(panel["counts"], len(types.lines), "quotas: panel: counts")
        check_panel(dict(map(tuple, panel["counts"])), certain, types)
    need(total == lottery["of"], "quotas: panels: times do not sum to of")


def check_panel(counts, certain, types):
    sums = [0] * len(types.rows)
    for line, count in counts.items():
        need(types.bounds[line][0] <= count <= types.bounds[line][1], "quotas: panel: a bound")
        for row in types.rows_of[line]:
            sums[row] += count
    need(all(counts.get(line, 0) >= types.bounds[line][0] for line in certain), "quotas: panel: a bound")
    need(all(row.low <= s <= row.high for row, s in zip(types.rows, sums)), "quotas: panel: a row")


def check_shares(lottery, types):
    of = lottery["of"]
    shares = integers(lottery["shares"], len(types.lines), "quotas: shares", 0, of)
    for share, line in zip(shares, types.lines):
        need(line.get("band") != "accept" or share == of, "quotas: share of accept")
        need(line.get("band") != "decline" or share == 0, "quotas: share of decline")
    check_sums([share * size for share, size in zip(shares, types.sizes)], of, types)


def check_halving(lottery, types):
    of = lottery["of"]
    need(of & (of - 1) == 0 and of <= 1 << HIGHEST, "quotas: halving: of")
    totals = integers(lottery["totals"], len(types.lines), "quotas: totals", 0)
    kept = all(of * low <= total <= of * high for total, (low, high) in zip(totals, types.bounds))
    need(kept, "quotas: totals: a bound")
    check_sums(totals, of, types)


def check_sums(totals, of, types):
    for row in types.rows:
        held = sum(totals[line] for line in row.lines)
        need(of * row.low <= held <= of * row.high, "quotas: a row")


def totals_of(lottery, types):
    """Over all `of` panels, how many of each line are drawn; with shares, share times size."""
    if lottery["form"] == "halving":
        return list(lottery["totals"])
    if lottery["form"] == "shares":
        return [share * size for share, size in zip(lottery["shares"], types.sizes)]
    totals = [0] * len(types.lines)
    for panel in lottery["panels"]:
        for line, count in panel["counts"]:
            totals[line] += panel["times"] * count
    return totals


def chances(lottery, types):
    """Fractions in lowest terms, by line."""
    made = []
    for total, size in zip(totals_of(lottery, types), types.sizes):
        whole = lottery["of"] * size
        common = gcd(total, whole)
        made.append([total // common, whole // common])
        need(whole // common < LIMIT, "chances: a number too large")
    return made
