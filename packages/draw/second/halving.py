"""Unfolding a lottery of form `halving` (SPEC section 5.1)."""

from canonical import canonical_bytes, sha256
from shape import need

ATTEMPTS, STEPS, PAIRS = 32, 400, 8


class Throws:
    """The throws of one attempt at a node."""

    def __init__(self, key, half, index, attempt):
        self.start = key + b"".join(n.to_bytes(4, "big") for n in (half, index, attempt))
        self.block, self.words = 0, []

    def below(self, bound):
        if not self.words:
            block = sha256(self.start + self.block.to_bytes(4, "big"))
            self.words = [int.from_bytes(block[i : i + 4], "big") for i in range(28, -4, -4)]
            self.block += 1
        return self.words.pop() * bound >> 32


class Attempt:
    """Signs of the odd entries, and what they leave in each row."""

    def __init__(self, odd, types, limits, throws):
        self.types, self.limits, self.throws = types, limits, throws
        self.sign, self.odd = {}, odd
        for first, second in zip(odd[::2], odd[1::2]):
            self.sign[first] = 1 if throws.below(2) else -1
            self.sign[second] = -self.sign[first]
        self.left = [0] * len(types.rows)
        for entry in odd:
            for row in types.rows_of[entry]:
                self.left[row] += self.sign[entry]

    def broken(self):
        return [row for row, (d, limit) in enumerate(zip(self.left, self.limits)) if d > limit or -d > limit]

    def succeeds(self):
        for _ in range(STEPS):
            broken = self.broken()
            if not broken:
                return True
            if not self.step(broken[self.throws.below(len(broken))]):
                return False
        return not self.broken()

    def step(self, row):
        """One exchange of signs that may mend the row; False when there is none to try."""
        wanted = 1 if self.left[row] > 0 else -1
        inside = [o for o in self.odd if self.sign[o] == wanted and row in self.types.rows_of[o]]
        outside = [o for o in self.odd if self.sign[o] != wanted and row not in self.types.rows_of[o]]
        if not inside or not outside:
            return False
        best = None
        for _ in range(PAIRS):
            a = inside[self.throws.below(len(inside))]
            b = outside[self.throws.below(len(outside))]
            change = self.change(a, b)
            if best is None or change < best[0]:
                best = (change, a, b)
        if best[0] <= 0 or self.throws.below(16) == 0:
            self.reverse(best[1], best[2])
        return True

    def moves(self, a, b):
        """How the rows change when both signs are reversed."""
        moved = {}
        for entry in (a, b):
            for row in self.types.rows_of[entry]:
                moved[row] = moved.get(row, 0) - 2 * self.sign[entry]
        return moved

    def change(self, a, b):
        total = 0
        for row, by in self.moves(a, b).items():
            if by:
                d, limit = self.left[row], self.limits[row]
                total += max(0, abs(d + by) - limit) - max(0, abs(d) - limit)
        return total

    def reverse(self, a, b):
        for row, by in self.moves(a, b).items():
            self.left[row] += by
        self.sign[a], self.sign[b] = -self.sign[a], -self.sign[b]


def key_of(lottery):
    return sha256(canonical_bytes(lottery))


def split(totals, half, index, key, types):
    """The first of the two halves of a node, or None when no attempt succeeds."""
    odd = [line for line, total in enumerate(totals) if total % 2]
    if len(odd) % 2:
        return None
    slacks = [slack(row, sum(totals[line] for line in row.lines), half) for row in types.rows]
    for number in range(ATTEMPTS):
        limits = slacks if half == 1 else [min(s, 1 + number + s // 8) for s in slacks]
        attempt = Attempt(odd, types, limits, Throws(key, half, index, number))
        if attempt.succeeds():
            return [total + attempt.sign.get(line, 0) >> 1 for line, total in enumerate(totals)]
    return None


def slack(row, held, half):
    return min(held - 2 * half * row.low, 2 * half * row.high - held)


def halves(totals, half, index, key, types):
    first = split(totals, half, index, key, types)
    need(first is not None, "panel: the lottery does not unfold there")
    return first, [total - part for total, part in zip(totals, first)]


def panel_at(lottery, types, number):
    """The counts of the panel that `number` draws."""
    key, totals, half, index = key_of(lottery), lottery["totals"], lottery["of"] // 2, 0
    while half:
        second = 1 if number & half else 0
        totals = halves(totals, half, index, key, types)[second]
        index, half = 2 * index + second, half // 2
    return totals


def unfold(lottery, types):
    """The whole tree, refused where it does not unfold."""
    key, stack = key_of(lottery), [(lottery["totals"], lottery["of"] // 2, 0)]
    while stack:
        totals, half, index = stack.pop()
        if half:
            first, second = halves(totals, half, index, key, types)
            stack += [(second, half // 2, 2 * index + 1), (first, half // 2, 2 * index)]
