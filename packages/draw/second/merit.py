"""Scores by merit: who dominates whom, the worst case, and its certificate (SPEC section 6.4)."""

from fractions import Fraction

from canonical import LIMIT
from lottery import check_counts
from shape import array, fields, integer, need
from types_ import strata_lines


class Stratum:
    """The lines of a stratum with their sizes, shares and ends of scores."""

    def __init__(self, places, lines, lottery, types):
        self.places, self.lines = places, lines
        self.size = {t: types.sizes[t] for t in lines}
        self.share = {t: lottery["shares"][t] for t in lines}
        scores = {t: types.lines[t]["score"] for t in lines}
        self.low = {t: s[0] if type(s) is list else s for t, s in scores.items()}
        self.high = {t: s[1] if type(s) is list else s for t, s in scores.items()}
        self.entrants = sum(self.size.values())

    def above(self, line):
        """How many entrants have low > line."""
        return sum(self.size[t] for t in self.lines if self.low[t] > line)


def strata_of(lottery, types):
    return [Stratum(places, lines, lottery, types) for places, lines in strata_lines(types)]


def check_merit(lottery, types):
    of = lottery["of"]
    need(of * len(types.roster) < LIMIT, "certificate: of times the roster's size")
    for stratum in strata_of(lottery, types):
        ends = [stratum.high[t] for t in stratum.lines if stratum.share[t] > 0]
        for t in stratum.lines:
            dominates = ends and stratum.low[t] > min(ends)
            need(not dominates or stratum.share[t] == of, "certificate: who dominates is not certain")


def merit_gap(certificate, lottery, types):
    fields(certificate, ("scenarios",), (), "certificate")
    strata = strata_of(lottery, types)
    lists = array(certificate["scenarios"], "certificate: scenarios")
    need(len(lists) == len(strata), "certificate: scenarios")
    worst = sum(Fraction(worst_case(stratum), lottery["of"]) for stratum in strata)
    bound = sum(bound_of(stratum, scenarios) for stratum, scenarios in zip(strata, lists))
    return max(Fraction(0), 1 - worst / bound)


def worst_case(stratum):
    """The least sum of shares over sets of the best, in units of 1 / of."""
    if stratum.places == 0:
        return 0
    return min(sum_at(stratum, line) for line in set(stratum.low.values()) if fits(stratum, line))


def fits(stratum, line):
    reaching = sum(stratum.size[t] for t in stratum.lines if stratum.high[t] >= line)
    return stratum.above(line) <= stratum.places <= reaching


def sum_at(stratum, line):
    total, left = 0, stratum.places
    for t in stratum.lines:
        if stratum.low[t] > line:
            total += stratum.share[t] * stratum.size[t]
            left -= stratum.size[t]
    holding = [t for t in stratum.lines if stratum.low[t] <= line <= stratum.high[t]]
    for t in sorted(holding, key=stratum.share.get):
        taken = min(left, stratum.size[t])
        total += taken * stratum.share[t]
        left -= taken
    return total


def bound_of(stratum, scenarios):
    """No lottery's worst case is above this, in the stratum."""
    held, whole = {t: 0 for t in stratum.lines}, 0
    for scenario in array(scenarios, "certificate: scenarios"):
        check_scenario(scenario, stratum)
        whole += scenario["times"]
        counts = dict(map(tuple, scenario["counts"]))
        for t in stratum.lines:
            sure = stratum.low[t] > scenario["line"]
            held[t] += scenario["times"] * stratum.size[t] if sure else counts.get(t, 0)
    need(whole * stratum.entrants < LIMIT, "certificate: scenarios: times")
    return Fraction(filled(stratum, held)) / whole if whole else stratum.places


def filled(stratum, held):
    """The most of held that the places can hold."""
    total, left = Fraction(0), stratum.places
    for t in sorted(stratum.lines, key=lambda t: Fraction(-held[t], stratum.size[t])):
        taken = min(left, stratum.size[t])
        total += Fraction(held[t] * taken, stratum.size[t])
        left -= taken
    return total


def check_scenario(scenario, stratum):
    where = "certificate: scenario"
    fields(scenario, ("line", "times", "counts"), (), where)
    line = integer(scenario["line"], where + ": line")
    times = integer(scenario["times"], where + ": times", 1)
    check_counts(scenario["counts"], LIMIT, where + ": counts")
    total = 0
    for t, count in scenario["counts"]:
        need(t in stratum.size and stratum.low[t] <= line <= stratum.high[t], where + ": a type that does not belong")
        need(count <= times * stratum.size[t], where + ": count")
        total += count
    need(total + times * stratum.above(line) == times * stratum.places, where + ": sum")
