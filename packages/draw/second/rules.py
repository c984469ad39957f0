"""Rules in canonical form (SPEC section 4)."""

from canonical import utf16
from shape import MOST_ENTRANTS, MOST_LISTED, MOST_NUMBER, MOST_QUOTAS
from shape import array, fields, integer, need, nfc, rising, yes

# For each method: fields that must be there, and fields that may be.
METHODS = {
    "uniform": ((), ("strata",)),
    "weighted": ((), ("strata",)),
    "banded": ((), ("strata",)),
    "scores": ((), ("strata", "slope", "line", "merit")),
    "quotas": (("quotas",), ("strata", "onePerGroup", "bands", "objective")),
    "stops": (("stops",), ("weights",)),
}


def check_rules(rules):
    need(type(rules) is dict, "types: rules")
    method = rules.get("method")
    need(type(method) is str and method in METHODS, "types: rules: method")
    required, optional = METHODS[method]
    fields(rules, ("method", "places") + required, optional, "types: rules")
    integer(rules["places"], "types: rules: places", 1, MOST_ENTRANTS)
    for flag in ("onePerGroup", "bands", "line", "merit", "weights"):
        yes(rules, flag, "types: rules")
    if "strata" in rules:
        check_strata(rules["strata"], rules["places"])
    if method == "scores":
        check_scores(rules)
    if method == "quotas":
        check_quotas(rules["quotas"], rules["places"])
        need("objective" not in rules or same_text(rules["objective"], "maximin"), "types: rules: objective")
    if method == "stops":
        check_stops(rules["stops"], rules["places"])


def same_text(value, word):
    return type(value) is str and value == word


def check_strata(strata, places):
    where = "types: rules: strata"
    fields(strata, ("feature", "places"), (), where)
    nfc(strata["feature"], where)
    need(type(strata["places"]) is dict and len(strata["places"]) <= MOST_QUOTAS, where)
    for value, count in strata["places"].items():
        nfc(value, where)
        integer(count, where, 0)
    need(sum(strata["places"].values()) == places, where + ": sum")


def check_scores(rules):
    need(sum(name in rules for name in ("slope", "line", "merit")) == 1, "types: rules: slope, line or merit")
    if "slope" in rules:
        slope = array(rules["slope"], "types: rules: slope")
        need(len(slope) == 2, "types: rules: slope")
        integer(slope[0], "types: rules: slope", 0, MOST_NUMBER)
        integer(slope[1], "types: rules: slope", 1, MOST_NUMBER)


def check_quotas(quotas, places):
    where = "types: rules: quotas"
    for quota in array(quotas, where, 0, MOST_QUOTAS):
        fields(quota, ("feature", "value", "min", "max"), (), where)
        nfc(quota["feature"], where)
        nfc(quota["value"], where)
        integer(quota["max"], where, 0, places)
        integer(quota["min"], where, 0, quota["max"])
    pairs = [(utf16(quota["feature"]), utf16(quota["value"])) for quota in quotas]
    need(all(a < b for a, b in zip(pairs, pairs[1:])), where + ": not sorted, or one twice")


def check_stops(stops, places):
    where = "types: rules: stops"
    for stop in array(stops, where, 1, MOST_LISTED):
        fields(stop, ("stop", "places", "quotas"), (), where)
        nfc(stop["stop"], where)
        integer(stop["places"], where, 1, MOST_ENTRANTS)
        check_quotas(stop["quotas"], stop["places"])
    rising([stop["stop"] for stop in stops], where)
    need(sum(stop["places"] for stop in stops) == places, where + ": sum")


def all_quotas(rules):
    """The quotas of the draw and of its stops."""
    return rules.get("quotas", []) + [quota for stop in rules.get("stops", []) for quota in stop["quotas"]]


def named_features(rules):
    """Each feature the rules name, with the values that they name for it."""
    named = {}
    if "strata" in rules:
        named[rules["strata"]["feature"]] = set(rules["strata"]["places"])
    for quota in all_quotas(rules):
        named.setdefault(quota["feature"], set()).add(quota["value"])
    return named


def reads_bands(rules):
    return rules["method"] == "banded" or "bands" in rules


def reads_weights(rules):
    return rules["method"] == "weighted" or "weights" in rules
