"""What rows prove of whole panels, at once or by cases (SPEC sections 6.5 and 6.6)."""

from shape import MOST_SPLITS, array, fields, integer, integers, need


def check_used(levels, proofs):
    """Every proof is one of a level that some line has."""
    used = {level for level in array(levels, "certificate: levels") if type(level) is int}
    need(used.issuperset(range(len(proofs))), "certificate: proofs: one of nothing")


def weight_of_rows(mu, types):
    """sigma of each line, and W."""
    integers(mu, len(types.rows), "certificate: mu")
    sigma, most = [0] * len(types.lines), 0
    for price, row in zip(mu, types.rows):
        if price:
            most += price * (row.high if price > 0 else row.low)
            for line in row.lines:
                sigma[line] += price
    return sigma, most


def proven(tree, prices, types):
    """W: the largest of what all leaves prove."""
    found, todo = [], [(tree, {}, 0)]
    while todo:
        node, box, splits = todo.pop()
        need(splits <= MOST_SPLITS, "certificate: tree: too deep")
        need(type(node) is dict, "certificate: tree")
        if "mu" in node:
            value = leaf(node, box, prices, types)
            found += [] if value is None else [value]
        else:
            todo += [(child, inner, splits + 1) for child, inner in branches(node, box, types)]
    need(found, "certificate: tree: no panel at all")
    return max(found)


def branches(node, box, types):
    """Both subtrees, each with its narrowed box: only lines with other than their own bounds are in it."""
    fields(node, ("type", "at", "low", "high"), (), "certificate: tree")
    line = integer(node["type"], "certificate: tree: type", 0, len(types.lines) - 1)
    at = integer(node["at"], "certificate: tree: at")
    low, high = box.get(line, types.bounds[line])
    return [
        (node["low"], {**box, line: (low, min(high, at))}),
        (node["high"], {**box, line: (max(low, at + 1), high)}),
    ]


def leaf(node, box, prices, types):
    """What a leaf proves; None when it proves that its box holds no panel."""
    fields(node, ("over", "mu"), (), "certificate: leaf")
    over = integer(node["over"], "certificate: leaf: over", 0)
    sigma, most = weight_of_rows(node["mu"], types)
    if any(low > high for low, high in box.values()):
        return None
    for line, (price, own) in enumerate(zip(prices, sigma)):
        rest = over * price - own
        if rest:
            low, high = box.get(line, types.bounds[line])
            most += rest * (high if rest > 0 else low)
    if over == 0:
        need(most < 0, "certificate: leaf: not empty")
        return None
    return most // over
