"""Types of entrants, cells, bounds and rows (SPEC section 4)."""

from collections import Counter

from canonical import canonical, names_sorted, utf16
from rules import named_features, reads_bands, reads_weights
from shape import need


class Row:
    """At least `low` and at most `high` of the lines it counts."""

    def __init__(self, low, high, lines):
        self.low, self.high, self.lines = low, high, lines


class Types:
    """What the rules read of the roster.

    kinds: c of each type; members: the indices of its entrants in the roster; lines: the type lines (with method `stops` the
    cells); owner: the type of each line; cells: the lines of each type, best stop first; rows_of: the rows of each line.
    """

    def __init__(self, rules, roster):
        self.rules, self.roster = rules, roster
        self.kinds, self.members = sorted_types(rules, roster)
        self.sizes_by_type = [len(group) for group in self.members]
        self.lines, self.owner, self.cells = [], [], []
        for index, kind in enumerate(self.kinds):
            self.add_lines(index, dict(kind, size=len(self.members[index])))
        self.sizes = [line["size"] for line in self.lines]
        self.bounds = [bounds(line) for line in self.lines]
        self.rows = stop_rows(self) if rules["method"] == "stops" else plain_rows(self)
        self.rows_of = [[] for _ in self.lines]
        for number, row in enumerate(self.rows):
            for line in row.lines:
                self.rows_of[line].append(number)

    def add_lines(self, index, line):
        made = [line]
        if self.rules["method"] == "stops":
            made = [dict(line, stop=stop) for stop in line["ranking"]]
        self.cells.append(list(range(len(self.lines), len(self.lines) + len(made))))
        self.lines += made
        self.owner += [index] * len(made)


def bounds(line):
    if line.get("band") == "accept":
        return (line["size"], line["size"])
    return (0, 0 if line.get("band") == "decline" else line["size"])


def sorted_types(rules, roster):
    named = named_features(rules)
    counted = Counter(name for entrant in roster for name in entrant.get("groups", ()))
    found = {}
    for index, entrant in enumerate(roster):
        kind = what_is_read(rules, named, counted, entrant)
        found.setdefault(canonical(kind), (kind, []))[1].append(index)
    order = sorted(found, key=utf16)
    return [found[key][0] for key in order], [found[key][1] for key in order]


def what_is_read(rules, named, counted, entrant):
    """c of an entrant; refused when something that the rules read is missing or not theirs."""
    kind = {"features": {}}
    for feature, values in named.items():
        need(feature in entrant["features"], "types: a feature is missing")
        need(entrant["features"][feature] in values, "types: a value that the rules do not name")
        kind["features"][feature] = entrant["features"][feature]
    for name, read in fields_read(rules):
        if read:
            need(name in entrant, "types: an entrant has no " + name)
            kind[name] = entrant[name]
    if rules["method"] == "stops":
        stops = {stop["stop"] for stop in rules["stops"]}
        need(stops.issuperset(entrant["ranking"]), "types: a ranking with another stop")
    if "onePerGroup" in rules:
        shared = [name for name in entrant.get("groups", ()) if counted[name] >= 2]
        if shared:
            kind["groups"] = shared
    return kind


def fields_read(rules):
    return (
        ("band", reads_bands(rules)),
        ("weight", reads_weights(rules)),
        ("score", rules["method"] == "scores"),
        ("ranking", rules["method"] == "stops"),
    )


def lines_with(types, feature, value, among=None):
    among = range(len(types.lines)) if among is None else among
    return [index for index in among if types.lines[index]["features"][feature] == value]


def strata_lines(types):
    """The places and the lines of each stratum, in the order of rows; all is one stratum where there are no strata."""
    strata = types.rules.get("strata")
    if not strata:
        return [(types.rules["places"], list(range(len(types.lines))))]
    values = names_sorted(strata["places"])
    return [(strata["places"][value], lines_with(types, strata["feature"], value)) for value in values]


def plain_rows(types):
    rules = types.rules
    rows = [Row(rules["places"], rules["places"], list(range(len(types.lines))))]
    if "strata" in rules:
        rows += [Row(count, count, lines) for count, lines in strata_lines(types)]
    for quota in rules.get("quotas", []):
        rows.append(Row(quota["min"], quota["max"], lines_with(types, quota["feature"], quota["value"])))
    groups = {}
    for index, line in enumerate(types.lines):
        for name in line.get("groups", ()):
            groups.setdefault(name, []).append(index)
    return rows + [Row(0, 1, groups[name]) for name in names_sorted(groups)]


def stop_rows(types):
    at = {}
    for index, line in enumerate(types.lines):
        at.setdefault(line["stop"], []).append(index)
    rows = []
    for stop in types.rules["stops"]:
        cells = at.get(stop["stop"], [])
        rows.append(Row(0, stop["places"], cells))
        for quota in stop["quotas"]:
            rows.append(Row(quota["min"], quota["max"], lines_with(types, quota["feature"], quota["value"], cells)))
    return rows + [Row(0, len(types.members[kind]), cells) for kind, cells in enumerate(types.cells)]
