"""Form `shares`: pieces laid end to end, and reserves by their shares (SPEC section 8.2)."""

from canonical import utf16
from shape import need


def draw_shares(order, number, lottery, types, dice):
    """The indices drawn, in keyed order, and the reserves."""
    share = shares_by_entrant(lottery, types)
    taken = set(holders(laid_down(order, types), share, number, lottery["of"]))
    drawn = [index for index in order if index in taken]
    left = [index for index in order if index not in taken and share[index] > 0]
    return drawn, one_after_the_other(left, share, dice)


def shares_by_entrant(lottery, types):
    share = {}
    for members, own in zip(types.members, lottery["shares"]):
        share.update((index, own) for index in members)
    return share


def laid_down(order, types):
    strata = types.rules.get("strata")
    if not strata:
        return order
    return sorted(order, key=lambda index: utf16(types.roster[index]["features"][strata["feature"]]))


def holders(line, share, number, of):
    """Who holds one of number, number + of, ..."""
    begin = 0
    for index in line:
        end = begin + share[index]
        first = number + -(-(begin - number) // of) * of  # the first of them that is not before the piece
        if first < end:
            yield index
        begin = end


class Tree:
    """Sums of shares, where a piece can be found and taken out quickly (a Fenwick tree)."""

    def __init__(self, values):
        self.values, self.size = list(values), len(values)
        self.sums = [0] + self.values
        for i in range(1, self.size + 1):
            above = i + (i & -i)
            if above <= self.size:
                self.sums[above] += self.sums[i]
        self.total = sum(self.values)

    def find(self, point):
        """The piece on which the point falls."""
        at, step = 0, 1 << self.size.bit_length()
        while step:
            if at + step <= self.size and self.sums[at + step] <= point:
                at += step
                point -= self.sums[at]
            step >>= 1
        return at

    def take(self, piece):
        value, at = self.values[piece], piece + 1
        self.total -= value
        while at <= self.size:
            self.sums[at] -= value
            at += at & -at


def one_after_the_other(left, share, dice):
    tree, picked = Tree([share[index] for index in left]), []
    need(tree.total <= 2**64, "reserves: shares too large for a throw")
    for _ in left:
        piece = tree.find(dice.below(tree.total))
        tree.take(piece)
        picked.append(left[piece])
    return picked
