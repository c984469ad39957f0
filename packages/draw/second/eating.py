"""The certificate of `stops`: the shares eaten again (SPEC section 6.8)."""

from fractions import Fraction

from cases import check_used, weight_of_rows
from lottery import totals_of
from shape import array, fields, integers


class Eaten:
    """A, B, N, m and w of each cell, by the names of section 6.8."""

    def __init__(self, lottery, types):
        self.of, self.A, self.m = lottery["of"], totals_of(lottery, types), types.sizes
        self.w = [line["weight"] if "weights" in types.rules else 1 for line in types.lines]
        self.B, self.N = [0] * len(self.A), [0] * len(self.A)
        for cells in types.cells:
            before = 0
            for c in cells:
                self.B[c], before = before, before + self.A[c]
                self.N[c] = before

    def left(self, c):
        return Fraction(self.of * self.m[c] - self.N[c], self.of * self.m[c])

    def time(self, c):
        return Fraction(self.N[c], self.m[c] * self.w[c])


def eating_gap(certificate, lottery, types):
    fields(certificate, ("levels", "proofs"), (), "certificate")
    levels, proofs = certificate["levels"], array(certificate["proofs"], "certificate: proofs")
    integers(levels, len(types.lines), "certificate: levels", -1, len(proofs) - 1)
    check_used(levels, proofs)
    eaten = Eaten(lottery, types)
    gap = max([Fraction(0)] + [eaten.left(c) for c, level in enumerate(levels) if level == -1])
    for level, proof in enumerate(proofs):
        fields(proof, ("mu",), (), "certificate: proof")
        sigma, most = weight_of_rows(proof["mu"], types)
        cells = [c for c, own in enumerate(levels) if own == level]
        if cells:
            rooms = room_of(cells, sigma, most, eaten)
            gap = max([gap] + [min(room, eaten.left(c)) for c, room in zip(cells, rooms)])
    return gap


def room_of(cells, sigma, most, eaten):
    """room_c of each cell of a level."""
    of, A, B, m, w = eaten.of, eaten.A, eaten.B, eaten.m, eaten.w
    f = min(cells, key=eaten.time)
    d = m[f] * w[f]
    E = [min(max(m[c] * w[c] * eaten.N[f] - B[c] * d, 0), A[c] * d) for c in range(len(A))]
    rest = of * d * most
    for c, price in enumerate(sigma):
        rest -= price * (E[c] if price > 0 else of * d * m[c])
    rooms = []
    for c in cells:
        price = sigma[c]
        room = Fraction(rest + price * (E[c] - A[c] * d), price * of * d * m[c]) if price > 0 else Fraction(1)
        rooms.append(room)
    return rooms
