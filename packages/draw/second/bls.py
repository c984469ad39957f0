"""BLS signatures of drand's unchained chains (SPEC section 7): signature in G1, key in G2. Standard library only.

RFC 9380 for hashing to G1; the optimal ate pairing written out plainly. About half a second for one signature.
"""

import hashlib

from isogeny import X_DEN, X_NUM, Y_DEN, Y_NUM

P = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
X = 0xD201000000010000  # the curve's parameter is -X; its sign does not matter for a product that must be one
G2 = (
    (
        0x024AA2B2F08F0A91260805272DC51051C6E47AD4FA403B02B4510B647AE3D1770BAC0326A805BBEFD48056C8C121BDB8,
        0x13E02B6052719F607DACD3A088274F65596BD0D09920B61AB5DA61BBDC7F5049334CF11213945D57E5AC7D055D042B7E,
    ),
    (
        0x0CE5D527727D6E118CC9CDC6DA2E351AADFD9BAA8CBDD3A76D429A695160D12C923AC9CC3BACA289E193548608B82801,
        0x0606C4A02EA734CC32ACD2B02BC28B99CB3E287E85A763AF267492AB572E99AB3F370D275CEC1DA1AAA9075FF05F79BE,
    ),
)
DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


def verify(public_key, message, signature):
    """Whether `signature` (48 bytes) is by `public_key` (96 bytes) over `message`."""
    try:
        key, point = read_g2(public_key), read_g1(signature)
    except ValueError:
        return False
    return is_one([(hash_to_g1(message), key), ((point[0], -point[1] % P), G2)])


# Numbers of F_p2 are pairs (a, b) for a + b i with i^2 = -1.


def add2(a, b):
    return ((a[0] + b[0]) % P, (a[1] + b[1]) % P)


def sub2(a, b):
    return ((a[0] - b[0]) % P, (a[1] - b[1]) % P)


def mul2(a, b):
    return ((a[0] * b[0] - a[1] * b[1]) % P, (a[0] * b[1] + a[1] * b[0]) % P)


def inv2(a):
    norm = pow(a[0] * a[0] + a[1] * a[1], -1, P)
    return (a[0] * norm % P, -a[1] * norm % P)


def sqrt(a):
    root = pow(a, (P + 1) // 4, P)
    if root * root % P != a % P:
        raise ValueError("not a square")
    return root


def sqrt2(a):
    if a[1] == 0:
        try:
            return (sqrt(a[0]), 0)
        except ValueError:
            return (0, sqrt(-a[0] % P))
    norm = sqrt((a[0] * a[0] + a[1] * a[1]) % P)
    half = pow(2, -1, P)
    for sign in (1, -1):
        try:
            real = sqrt((a[0] + sign * norm) * half % P)
        except ValueError:
            continue
        if real:
            return (real, a[1] * half * pow(real, -1, P) % P)
    raise ValueError("not a square")


# Points are affine pairs or None; the same group law for both curves, given the field's own operations.


class Field1:
    zero = 0
    add = staticmethod(lambda a, b: (a + b) % P)
    sub = staticmethod(lambda a, b: (a - b) % P)
    mul = staticmethod(lambda a, b: a * b % P)
    inv = staticmethod(lambda a: pow(a, -1, P))


class Field2:
    zero = (0, 0)
    add, sub, mul, inv = staticmethod(add2), staticmethod(sub2), staticmethod(mul2), staticmethod(inv2)


def slope(field, a, b):
    if a == b:
        square = field.mul(a[0], a[0])
        return field.mul(field.add(field.add(square, square), square), field.inv(field.add(a[1], a[1])))
    return field.mul(field.sub(b[1], a[1]), field.inv(field.sub(b[0], a[0])))


def plus(field, a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] != b[1] or a[1] == field.zero):
        return None
    rise = slope(field, a, b)
    x = field.sub(field.sub(field.mul(rise, rise), a[0]), b[0])
    return (x, field.sub(field.mul(rise, field.sub(a[0], x)), a[1]))


def times(field, point, count):
    total = None
    for bit in bin(count)[2:]:
        total = plus(field, total, total)
        if bit == "1":
            total = plus(field, total, point)
    return total


def read_g1(data):
    """A compressed point of G1, in the right subgroup and not zero."""
    if len(data) != 48 or data[0] >> 6 != 2:
        raise ValueError("not a compressed point")
    x = int.from_bytes(data, "big") & ((1 << 381) - 1)
    if x >= P:
        raise ValueError("not in the field")
    y = sqrt((x**3 + 4) % P)
    if (y > (P - 1) // 2) != bool(data[0] & 32):
        y = P - y
    if times(Field1, (x, y), R) is not None:
        raise ValueError("not in the subgroup")
    return (x, y)


def read_g2(data):
    """A compressed point of G2, in the right subgroup and not zero."""
    if len(data) != 96 or data[0] >> 6 != 2:
        raise ValueError("not a compressed point")
    x = (int.from_bytes(data[48:], "big"), int.from_bytes(data[:48], "big") & ((1 << 381) - 1))
    if x[0] >= P or x[1] >= P:
        raise ValueError("not in the field")
    y = sqrt2(add2(mul2(mul2(x, x), x), (4, 4)))
    larger = y[1] > (P - 1) // 2 if y[1] else y[0] > (P - 1) // 2
    if larger != bool(data[0] & 32):
        y = (-y[0] % P, -y[1] % P)
    if times(Field2, (x, y), R) is not None:
        raise ValueError("not in the subgroup")
    return (x, y)


# Hashing to G1: RFC 9380, BLS12381G1_XMD:SHA-256_SSWU_RO_.


def expand(message, length):
    prime = DST + bytes([len(DST)])
    first = hashlib.sha256(bytes(64) + message + length.to_bytes(2, "big") + b"\0" + prime).digest()
    block = hashlib.sha256(first + b"\1" + prime).digest()
    out = block
    for i in range(2, length // 32 + 1):
        mixed = bytes(a ^ b for a, b in zip(first, block))
        block = hashlib.sha256(mixed + bytes([i]) + prime).digest()
        out += block
    return out


A = 0x144698A3B8E9433D693A02C96D4982B0EA985383EE66A8D8E8981AEFD881AC98936F8DA0E0F97F5CF428082D584C1D
B = 0x12E2908D11688030018B12E8753EEE3B2016C1F0F24F4070A0B9C14FCEF35EF55A23215A316CEAA5D1CC48E98E172BE0
Z = 11


def map_to_curve(u):
    """Simplified SWU onto the isogenous curve, then the isogeny: RFC 9380 sections 6.6.2 and 6.6.3."""
    tv = (Z * Z * pow(u, 4, P) + Z * u * u) % P
    x = -B * pow(A, -1, P) * (1 + pow(tv, -1, P)) % P if tv else B * pow(Z * A, -1, P) % P
    try:
        y = sqrt((x**3 + A * x + B) % P)
    except ValueError:
        x = Z * u * u * x % P
        y = sqrt((x**3 + A * x + B) % P)
    if y % 2 != u % 2:
        y = P - y
    at = lambda poly: sum(c * pow(x, i, P) for i, c in enumerate(poly)) % P
    return (at(X_NUM) * pow(at(X_DEN), -1, P) % P, y * at(Y_NUM) * pow(at(Y_DEN), -1, P) % P)


def hash_to_g1(message):
    data = expand(message, 128)
    first, second = (map_to_curve(int.from_bytes(data[i : i + 64], "big") % P) for i in (0, 64))
    return times(Field1, plus(Field1, first, second), X + 1)


# F_p12 as six numbers of F_p2, powers of w with w^6 = 1 + i.


def mul12(a, b):
    out = [(0, 0)] * 11
    for i, x in enumerate(a):
        if x == (0, 0):
            continue
        for j, y in enumerate(b):
            if y != (0, 0):
                real, imag = out[i + j]
                out[i + j] = (real + x[0] * y[0] - x[1] * y[1], imag + x[0] * y[1] + x[1] * y[0])
    for k in range(10, 5, -1):
        real, imag = out[k]
        low = out[k - 6]
        out[k - 6] = (low[0] + real - imag, low[1] + real + imag)
    return [(real % P, imag % P) for real, imag in out[:6]]


def line(t, rise, p):
    """The line through t with this slope, at p, times w^3: factors of subfields vanish in the final power."""
    at = sub2(mul2(rise, t[0]), t[1])
    return [at, (0, 0), (-rise[0] * p[0] % P, -rise[1] * p[0] % P), (p[1], 0), (0, 0), (0, 0)]


def is_one(pairs):
    """Whether the product of the pairings of (p in G1, q in G2) is one."""
    one = [(1, 0)] + [(0, 0)] * 5
    f, points = one, [q for _, q in pairs]
    for bit in bin(X)[3:]:
        f = mul12(f, f)
        for k, (p, q) in enumerate(pairs):
            f = mul12(f, line(points[k], slope(Field2, points[k], points[k]), p))
            points[k] = plus(Field2, points[k], points[k])
            if bit == "1":
                f = mul12(f, line(points[k], slope(Field2, points[k], q), p))
                points[k] = plus(Field2, points[k], q)
    result = one
    for bit in bin((P**12 - 1) // R)[2:]:
        result = mul12(result, result)
        if bit == "1":
            result = mul12(result, f)
    return result == one
