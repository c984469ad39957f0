"""Conducting: number, panel, who is drawn, reserves (SPEC section 8)."""

import hashlib
import hmac

from canonical import sha256
from halving import panel_at
from pieces import draw_shares
from roster import ticket


class Dice:
    """Throws without bias from a key."""

    def __init__(self, seed, label):
        self.key, self.block = key(seed, label), 0

    def below(self, bound):
        highest = 2**64 - 2**64 % bound
        while True:
            value = int.from_bytes(sha256(self.key + self.block.to_bytes(4, "big"))[:8], "big")
            self.block += 1
            if value < highest:
                return value % bound


def key(seed, label):
    return hmac.new(seed, label.encode(), hashlib.sha256).digest()


def keyed_order(seed, roster):
    """The indices of the entrants in keyed order."""
    order = key(seed, "order")
    return sorted(range(len(roster)), key=lambda index: sha256(order + ticket(roster[index])))


def line_of(panels, number):
    """The line of panels that holds the number."""
    for index, panel in enumerate(panels):
        number -= panel["times"]
        if number < 0:
            return index


def conduct(seed, lottery, types):
    """The result, but for the names of withheld witnesses."""
    number = Dice(seed, "number").below(lottery["of"])
    order = keyed_order(seed, types.roster)
    result = {"seed": seed.hex(), "number": number}
    if lottery["form"] == "shares":
        drawn, reserves = draw_shares(order, number, lottery, types, Dice(seed, "reserves"))
    else:
        counts = counts_at(lottery, types, number, result)
        places = who_gets_what(order, counts, types)
        drawn = [index for index in order if index in places]
        reserves = [index for index in order if index not in places and not declined(types, index)]
        if types.rules["method"] == "stops":
            result["stops"] = by_stop(drawn, places, types)
    result["drawn"], result["reserves"] = lots(drawn), lots(reserves)
    return result


def counts_at(lottery, types, number, result):
    """How many of each line the drawn panel holds."""
    if lottery["form"] == "halving":
        return panel_at(lottery, types, number)
    result["panel"] = line_of(lottery["panels"], number)
    counts = [0] * len(types.lines)
    for line, count in lottery["panels"][result["panel"]]["counts"]:
        counts[line] = count
    return counts


def who_gets_what(order, counts, types):
    """Of each type the first in keyed order: entrant -> line."""
    rank, places = {index: place for place, index in enumerate(order)}, {}
    for cells, members in zip(types.cells, types.members):
        waiting = iter(sorted(members, key=rank.get))
        for line in cells:
            for _ in range(counts[line]):
                places[next(waiting)] = line
    return places


def declined(types, index):
    return "band" in types.kinds[0] and types.roster[index]["band"] == "decline"


def by_stop(drawn, places, types):
    stops = {stop["stop"]: [] for stop in types.rules["stops"]}
    for index in drawn:
        stops[types.lines[places[index]]["stop"]].append(index + 1)
    return stops


def lots(indices):
    return [index + 1 for index in indices]
