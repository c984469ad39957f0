"""madang-draw/1 in Python, standard library only, written from SPEC.md. Section numbers are SPEC.md's.

    python3 draw.py verify TRANSCRIPT.json          exit 0 and one line, or 1 and what differs
    python3 draw.py conduct SEALED.json RANDOM.json the transcript, as canonical JSON
    python3 draw.py batch                           one of these jobs on each line of standard input, answers likewise

SEALED.json is {"seal", "roster"}; RANDOM.json is {"beacon"?, "reveals"?}.
"""

import hashlib
import hmac
import json
import sys
import unicodedata
from fractions import Fraction

import bls

SAFE = 2**53 - 1


class Differs(Exception):
    """What differs, and where."""


def need(holds, where):
    if not holds:
        raise Differs(where)


# Section 2: canonical JSON.


def utf16(text):
    return text.encode("utf-16-be")


def canonical(value):
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if type(value) is int:
        need(abs(value) <= SAFE, "a number is too large")
        return str(value)
    if type(value) is str:
        return json.dumps(value, ensure_ascii=False)
    if type(value) in (list, tuple):
        return "[" + ",".join(map(canonical, value)) + "]"
    need(type(value) is dict, "a value that is not ours: %r" % (value,))
    names = sorted(value, key=utf16)
    return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"


def sha(data):
    return hashlib.sha256(data).digest()


def digest(value):
    return sha(canonical(value).encode()).hex()


def read(text):
    def whole(number):
        value = float(number)
        return int(value) if value.is_integer() else value

    def never(name):
        raise ValueError(name)

    return json.loads(text.lstrip("\ufeff"), parse_float=whole, parse_constant=never)


def same(where, found, expected):
    need(canonical(found) == canonical(expected), where)


def is_hex(text, length):
    return type(text) is str and len(text) == 2 * length and all(c in "0123456789abcdef" for c in text)


def is_whole(value, least):
    return type(value) is int and least <= value <= SAFE


def nfc(text):
    return unicodedata.normalize("NFC", text)


# Section 3: roster.


def plain_entrant(given, lot):
    need(is_hex(given["commitment"], 32), "/roster/%d/commitment" % (lot - 1))
    features = {nfc(name): nfc(value) for name, value in given["features"].items()}
    need(len(features) == len(given["features"]), "/roster/%d/features" % (lot - 1))
    entrant = {"lot": lot, "commitment": given["commitment"], "features": features}
    if "weight" in given:
        need(is_whole(given["weight"], 1), "/roster/%d/weight" % (lot - 1))
        entrant["weight"] = given["weight"]
    if "band" in given:
        need(given["band"] in ("accept", "draw", "decline"), "/roster/%d/band" % (lot - 1))
        entrant["band"] = given["band"]
    if "score" in given:
        score = given["score"]
        ends = score if type(score) is list else [score, score]
        sound = len(ends) == 2 and all(type(end) is int and abs(end) <= 2**40 for end in ends) and ends[0] <= ends[1]
        need(sound, "/roster/%d/score" % (lot - 1))
        entrant["score"] = score
    if given.get("groups"):
        entrant["groups"] = sorted({nfc(group) for group in given["groups"]}, key=utf16)
    return entrant


def check_roster(roster):
    for i, given in enumerate(roster):
        same("/roster/%d" % i, given, plain_entrant(given, i + 1))
    tickets = [entrant["commitment"][:32] for entrant in roster]
    need(all(a < b for a, b in zip(tickets, tickets[1:])), "/roster: not in the order of commitments")


def root_of(roster):
    level = [sha(b"\0" + canonical(entrant).encode()) for entrant in roster]
    if not level:
        return sha(b"").hex()
    while len(level) > 1:
        above = [sha(b"\1" + a + b) for a, b in zip(level[::2], level[1::2])]
        level = above + ([level[-1]] if len(level) % 2 else [])
    return level[0].hex()


# Section 4: rules, types, rows.


def check_rules(rules):
    method, places = rules["method"], rules["places"]
    allowed = {"method", "places", "strata"}
    if method == "quotas":
        allowed |= {"quotas", "onePerGroup", "bands"}
    if method == "scores":
        allowed |= {"slope", "line"}
        need(("slope" in rules) != ("line" in rules) and rules.get("line", True) is True, "/rules")
    need(method in ("uniform", "weighted", "banded", "scores", "quotas"), "/rules/method")
    need(set(rules) <= allowed and is_whole(places, 1), "/rules")
    if "strata" in rules:
        strata = rules["strata"]
        need(set(strata) == {"feature", "places"}, "/rules/strata")
        counts = strata["places"].values()
        need(all(is_whole(count, 0) for count in counts) and sum(counts) == places, "/rules/strata/places")
        need(all(nfc(text) == text for text in [strata["feature"], *strata["places"]]), "/rules/strata")
    if method == "quotas":
        keys = []
        for quota in rules["quotas"]:
            need(set(quota) == {"feature", "value", "min", "max"}, "/rules/quotas")
            sound = is_whole(quota["min"], 0) and is_whole(quota["max"], 0) and quota["min"] <= quota["max"] <= places
            need(sound and nfc(quota["feature"]) == quota["feature"] and nfc(quota["value"]) == quota["value"], "/rules/quotas")
            keys.append((utf16(quota["feature"]), utf16(quota["value"])))
        need(all(a < b for a, b in zip(keys, keys[1:])), "/rules/quotas: not in order")
        need(rules.get("onePerGroup", True) is True and rules.get("bands", True) is True, "/rules")
    if "slope" in rules:
        slope = rules["slope"]
        need(len(slope) == 2 and is_whole(slope[0], 0) and is_whole(slope[1], 1), "/rules/slope")


def types_of(roster, rules):
    """[(type line, members)], in canonical order."""
    known = {}
    for quota in rules.get("quotas", []):
        known.setdefault(quota["feature"], set()).add(quota["value"])
    if "strata" in rules:
        known.setdefault(rules["strata"]["feature"], set()).update(rules["strata"]["places"])
    seen = {}
    for entrant in roster:
        for group in entrant.get("groups", []) if rules.get("onePerGroup") else []:
            seen[group] = seen.get(group, 0) + 1
    classes = {}
    for entrant in roster:
        common = {"features": {}}
        for feature, values in known.items():
            need(entrant["features"].get(feature) in values, "/roster/%d/features" % (entrant["lot"] - 1))
            common["features"][feature] = entrant["features"][feature]
        wanted = {"banded": "band", "weighted": "weight", "scores": "score"}.get(rules["method"])
        if rules.get("bands"):
            wanted = "band"
        if wanted:
            need(wanted in entrant, "/roster/%d/%s" % (entrant["lot"] - 1, wanted))
            common[wanted] = entrant[wanted]
        groups = [group for group in entrant.get("groups", []) if seen.get(group, 0) > 1]
        if groups:
            common["groups"] = groups
        classes.setdefault(canonical(common), (common, []))[1].append(entrant)
    ordered = [classes[key] for key in sorted(classes, key=utf16)]
    return [({**common, "size": len(members)}, members) for common, members in ordered]


def bounds_of(line):
    if line.get("band") == "accept":
        return line["size"], line["size"]
    return (0, 0) if line.get("band") == "decline" else (0, line["size"])


def rows_of(rules, lines):
    """[(kind, min, max, types counted)]"""
    rows = [("places", rules["places"], rules["places"], list(range(len(lines))))]

    def counted(feature, value):
        return [t for t, line in enumerate(lines) if line["features"].get(feature) == value]

    if "strata" in rules:
        feature, places = rules["strata"]["feature"], rules["strata"]["places"]
        for value in sorted(places, key=utf16):
            rows.append(("feature", places[value], places[value], counted(feature, value)))
    for quota in rules.get("quotas", []):
        rows.append(("feature", quota["min"], quota["max"], counted(quota["feature"], quota["value"])))
    for group in sorted({group for line in lines for group in line.get("groups", [])}, key=utf16):
        rows.append(("group", 0, 1, [t for t, line in enumerate(lines) if group in line.get("groups", [])]))
    return rows


# Section 5: lottery.


def check_lottery(lottery, rows):
    lines, of = lottery["types"], lottery["of"]
    need(is_whole(of, 1) and lottery["form"] in ("panels", "shares"), "/seal/lottery")
    if lottery["form"] == "shares":
        need(set(lottery) == {"form", "types", "of", "shares"} and len(lottery["shares"]) == len(lines), "/seal/lottery/shares")
        for t, share in enumerate(lottery["shares"]):
            low, high = bounds_of(lines[t])
            need(is_whole(share, 0) and share <= of and (not low or share == of) and (high or not share), "/seal/lottery/shares/%d" % t)
        for kind, low, high, types in rows:
            total = sum(lottery["shares"][t] * lines[t]["size"] for t in types)
            need(low * of <= total <= high * of, "/seal/lottery/shares: %s" % kind)
        return
    need(set(lottery) == {"form", "types", "of", "panels"}, "/seal/lottery")
    for i, panel in enumerate(lottery["panels"]):
        where = "/seal/lottery/panels/%d" % i
        need(set(panel) == {"times", "counts"} and is_whole(panel["times"], 1), where)
        counts = dense(panel, len(lines), where)
        for t, line in enumerate(lines):
            low, high = bounds_of(line)
            need(low <= counts[t] <= high, where)
        for kind, low, high, types in rows:
            need(low <= sum(counts[t] for t in types) <= high, "%s: %s" % (where, kind))
    need(sum(panel["times"] for panel in lottery["panels"]) == of, "/seal/lottery/of")


def dense(panel, length, where):
    counts, last = [0] * length, -1
    for t, count in panel["counts"]:
        need(is_whole(t, last + 1) and t < length and is_whole(count, 1), where)
        counts[t], last = count, t
    return counts


def totals_of(lottery):
    totals = [0] * len(lottery["types"])
    for panel in lottery["panels"]:
        for t, count in panel["counts"]:
            totals[t] += panel["times"] * count
    return totals


def chances_of(lottery):
    of = lottery["of"]
    if lottery["form"] == "shares":
        exact = [Fraction(share, of) for share in lottery["shares"]]
    else:
        exact = [Fraction(total, of * line["size"]) for total, line in zip(totals_of(lottery), lottery["types"])]
    return [[chance.numerator, chance.denominator] for chance in exact]


# Section 6: certificate.


def gap_of(lottery, rows, certificate):
    levels, proofs, lines = certificate["levels"], certificate["proofs"], lottery["types"]
    need(len(levels) == len(lines), "/seal/certificate/levels")
    for level, line in zip(levels, lines):
        low, high = bounds_of(line)
        need(level == -1 if low == high else is_whole(level, 0) and level < len(proofs), "/seal/certificate/levels")
    totals, gap = totals_of(lottery), Fraction(0)
    for level, proof in enumerate(proofs):
        chances = [Fraction(totals[t], lottery["of"] * line["size"]) for t, line in enumerate(lines) if levels[t] >= level]
        gap = max(gap, bound_of(lottery, rows, levels, proof, level, totals) - min(chances + [Fraction(1)]))
    return -(-gap.numerator * 10**12 // gap.denominator)


def bound_of(lottery, rows, levels, proof, level, totals):
    lines, of = lottery["types"], lottery["of"]
    if "tree" in proof:
        sigma = proof["prices"]
        need(len(sigma) == len(lines) and all(type(one) is int for one in sigma), "/seal/certificate/proofs")
        bounds = [bounds_of(line) for line in lines]
        worst = proved(rows, sigma, proof["tree"], [low for low, _ in bounds], [high for _, high in bounds])
        need(worst is not None, "/seal/certificate/proofs")
    else:
        sigma, worst = sums_of(rows, proof["mu"], len(lines))
    right, left = of * worst, 0
    for t, line in enumerate(lines):
        if levels[t] == level:
            if sigma[t] <= 0:
                return Fraction(1)
            left += of * sigma[t] * line["size"]
        elif levels[t] == -1 or (sigma[t] > 0 and levels[t] < level):
            right -= sigma[t] * totals[t]
        elif sigma[t] < 0:
            right -= sigma[t] * line["size"] * of
    return min(Fraction(1), Fraction(right, left)) if left else Fraction(1)


def sums_of(rows, mu, count):
    need(len(mu) == len(rows) and all(type(one) is int for one in mu), "/seal/certificate/proofs")
    sigma, worst = [0] * count, 0
    for one, (_, low, high, types) in zip(mu, rows):
        worst += one * (high if one > 0 else low)
        for t in types:
            sigma[t] += one
    return sigma, worst


def proved(rows, prices, tree, low, high):
    if "type" in tree:
        t, at = tree["type"], tree["at"]
        need(is_whole(t, 0) and t < len(low) and type(at) is int, "/seal/certificate/proofs")
        under, over = list(high), list(low)
        under[t], over[t] = min(at, high[t]), max(at + 1, low[t])
        both = [proved(rows, prices, tree["low"], low, under), proved(rows, prices, tree["high"], over, high)]
        return max((one for one in both if one is not None), default=None)
    need(is_whole(tree["over"], 0), "/seal/certificate/proofs")
    sigma, bound = sums_of(rows, tree["mu"], len(prices))
    if any(a > b for a, b in zip(low, high)):
        return None
    for t, price in enumerate(prices):
        rest = tree["over"] * price - sigma[t]
        bound += rest * (high[t] if rest > 0 else low[t])
    if tree["over"] == 0:
        need(bound < 0, "/seal/certificate/proofs")
        return None
    return bound // tree["over"]


# Section 7: seal, randomness, seed.

QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
SEAL_FIELDS = {"version", "tag", "call", "sealedAt", "code", "rules", "roster", "lottery", "chances", "reserves", "randomness"}


def seal_digest(seal):
    prefix = "madang-draw/1\n" if seal["tag"] == "draw" else "madang-draw/1 rehearsal\n"
    return sha((prefix + canonical(seal)).encode()).hex()


def check_seal(seal):
    need(seal["version"] == "madang-draw/1" and seal["tag"] in ("draw", "rehearsal"), "/seal/version")
    need(set(seal) - {"certificate"} == SEAL_FIELDS, "/seal")
    need(seal["reserves"] == "keyed-order-keeping-quotas/1", "/seal/reserves")
    source = seal["randomness"]
    need(source.get("beacon") or source.get("witnesses"), "/seal/randomness")
    if "beacon" in source:
        chain, round_ = source["beacon"]["chain"], source["beacon"]["round"]
        need(set(chain) == {"hash", "publicKey", "period", "genesisTime", "scheme"}, "/seal/randomness/beacon/chain")
        need(is_hex(chain["hash"], 32) and is_hex(chain["publicKey"], 96), "/seal/randomness/beacon/chain")
        need(is_whole(chain["period"], 1) and is_whole(chain["genesisTime"], 0), "/seal/randomness/beacon/chain")
        need(chain["scheme"] == "bls-unchained-g1-rfc9380" and is_whole(round_, 1), "/seal/randomness/beacon")
        time = chain["genesisTime"] + chain["period"] * (round_ - 1)
        need(source["beacon"]["time"] == time > seal["sealedAt"], "/seal/randomness/beacon/time")
    witnesses = source.get("witnesses", [])
    need(len({witness["name"] for witness in witnesses}) == len(witnesses), "/seal/randomness/witnesses")
    need(all(is_hex(witness["commitment"], 32) for witness in witnesses), "/seal/randomness/witnesses")


def plain_randomness(seal, given):
    plain = {}
    if "beacon" in given:
        plain["beacon"] = {"round": given["beacon"]["round"], "signature": given["beacon"]["signature"]}
    names = [witness["name"] for witness in seal["randomness"].get("witnesses", [])]
    reveals = given.get("reveals", [])
    need(all(reveal["name"] in names for reveal in reveals), "/randomness/reveals")
    ordered = [reveal for name in names for reveal in reveals if reveal["name"] == name]
    if ordered:
        kept = ("name", "secret", "revealedAt")
        plain["reveals"] = [{k: nfc(v) if k == "secret" else v for k, v in one.items() if k in kept} for one in ordered]
    return plain


def check_randomness(seal, given):
    source = seal["randomness"]
    need(("beacon" in source) == ("beacon" in given), "/randomness/beacon")
    if "beacon" in source:
        round_, signature = given["beacon"]["round"], given["beacon"]["signature"]
        need(round_ == source["beacon"]["round"] and is_hex(signature, 48), "/randomness/beacon")
        key = bytes.fromhex(source["beacon"]["chain"]["publicKey"])
        genuine = bls.verify(key, sha(round_.to_bytes(8, "big")), bytes.fromhex(signature))
        need(genuine, "/randomness/beacon/signature")
    for witness in source.get("witnesses", []):
        own = [reveal for reveal in given.get("reveals", []) if reveal["name"] == witness["name"]]
        need(len(own) < 2 and (own or "beacon" in source), "/randomness/reveals: " + witness["name"])
        for reveal in own:
            need(sha(nfc(reveal["secret"]).encode()).hex() == witness["commitment"], "/randomness/reveals: " + witness["name"])
            if "beacon" in source:
                at = reveal.get("revealedAt")
                need(is_whole(at, 0) and at < source["beacon"]["time"], "/randomness/reveals: " + witness["name"])


def seed_of(seal, given):
    parts = [sha(bytes.fromhex(given["beacon"]["signature"]))] if "beacon" in given else []
    for witness in seal["randomness"].get("witnesses", []):
        own = [reveal["secret"] for reveal in given.get("reveals", []) if reveal["name"] == witness["name"]]
        secret = own[0].encode() if own else b""
        parts += [len(secret).to_bytes(4, "big"), secret]
    key = hmac.digest(b"madang-draw/1 seed", b"".join(parts), "sha256")
    return hmac.digest(key, bytes.fromhex(seal_digest(seal)) + b"\1", "sha256")


# Section 8: conduct.


def dice(key):
    block = 0

    def throw(below):
        nonlocal block
        while True:
            value = int.from_bytes(sha(key + block.to_bytes(4, "big"))[:8], "big")
            block += 1
            if value < 2**64 - 2**64 % below:
                return value % below

    return throw


def result_of(seal, roster, given):
    lottery, seed = seal["lottery"], seed_of(seal, given)

    def key(label):
        return hmac.digest(seed, label.encode(), "sha256")

    order = sorted(roster, key=lambda entrant: sha(key("order") + bytes.fromhex(entrant["commitment"][:32])))
    type_of = {one["lot"]: t for t, (_, members) in enumerate(types_of(roster, seal["rules"])) for one in members}
    number = dice(key("number"))(lottery["of"])
    result = {"seed": seed.hex(), "number": number}
    if lottery["form"] == "panels":
        end = 0
        for line, panel in enumerate(lottery["panels"]):
            end += panel["times"]
            if number < end:
                break
        result["panel"] = line
        drawn = by_panel(dense(panel, len(lottery["types"]), "/seal/lottery/panels"), order, type_of)
    else:
        drawn = by_shares(seal, order, type_of, number)
    left = [one for one in order if one["lot"] not in drawn and lottery["types"][type_of[one["lot"]]].get("band") != "decline"]
    if lottery["form"] == "shares":
        left = by_turns([(one, lottery["shares"][type_of[one["lot"]]]) for one in left], dice(key("reserves")))
    result["drawn"] = [one["lot"] for one in order if one["lot"] in drawn]
    result["reserves"] = [one["lot"] for one in left]
    revealed = {reveal["name"] for reveal in given.get("reveals", [])}
    result["withheld"] = [w["name"] for w in seal["randomness"].get("witnesses", []) if w["name"] not in revealed]
    return result


def by_panel(counts, order, type_of):
    drawn = set()
    for entrant in order:
        if counts[type_of[entrant["lot"]]] > 0:
            counts[type_of[entrant["lot"]]] -= 1
            drawn.add(entrant["lot"])
    return drawn


def by_shares(seal, order, type_of, number):
    lottery, strata = seal["lottery"], seal["rules"].get("strata")
    if strata:
        order = sorted(order, key=lambda entrant: utf16(entrant["features"][strata["feature"]]))
    drawn, start, mark = set(), 0, number
    for entrant in order:
        start += lottery["shares"][type_of[entrant["lot"]]]
        if mark < start:
            drawn.add(entrant["lot"])
            mark += lottery["of"]
    return drawn


def by_turns(left, throw):
    left, reserves = [(one, share) for one, share in left if share > 0], []
    while left:
        point = throw(sum(share for _, share in left))
        for i, (one, share) in enumerate(left):
            point -= share
            if point < 0:
                break
        reserves.append(left.pop(i)[0])
    return reserves


# Section 10: transcripts.


def conduct(seal, roster, given):
    need(root_of(roster) == seal["roster"]["root"] and len(roster) == seal["roster"]["size"], "/roster")
    plain = plain_randomness(seal, given)
    check_randomness(seal, plain)
    return {
        "seal": seal,
        "sealDigest": seal_digest(seal),
        "roster": roster,
        "randomness": plain,
        "chances": chances_of(seal["lottery"]),
        "result": result_of(seal, roster, plain),
    }


def verify(transcript):
    """The gap of the certificate in units of 10^-12, or None; raises Differs."""
    try:
        return checked(transcript)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError, OverflowError) as problem:
        raise Differs("malformed: %r" % (problem,)) from problem


def checked(transcript):
    seal, roster = transcript["seal"], transcript["roster"]
    rules, lottery = seal["rules"], seal["lottery"]
    check_seal(seal)
    check_roster(roster)
    check_rules(rules)
    lines = [line for line, _ in types_of(roster, rules)]
    same("/seal/lottery/types", lottery["types"], lines)
    rows = rows_of(rules, lines)
    check_lottery(lottery, rows)
    chances = chances_of(lottery)
    need(sum(Fraction(*chance) * line["size"] for chance, line in zip(chances, lines)) == rules["places"], "/chances")
    same("/seal/chances", seal["chances"], digest(chances))
    gap = gap_of(lottery, rows, seal["certificate"]) if "certificate" in seal else None
    again = conduct(seal, roster, transcript["randomness"])
    for name in again:
        same("/" + name, transcript[name], again[name])
    need(set(transcript) == set(again), "/")
    return gap


def answer(job):
    try:
        if job["do"] == "verify":
            verify(job["transcript"])
            return {"ok": True}
        return {"ok": True, "transcript": conduct(job["seal"], job["roster"], job["randomness"])}
    except Differs as where:
        return {"ok": False, "where": str(where)}


def main(arguments):
    if arguments[:1] == ["batch"]:
        for line in sys.stdin:
            print(canonical(answer(read(line))), flush=True)
        return 0
    if len(arguments) == 2 and arguments[0] == "verify":
        with open(arguments[1], encoding="utf-8") as file:
            transcript = read(file.read())
        try:
            verify(transcript)
        except Differs as where:
            print("not verified: %s" % where)
            return 1
        print("verified: %d drawn, seal %s" % (len(transcript["result"]["drawn"]), transcript["sealDigest"]))
        return 0
    if len(arguments) == 3 and arguments[0] == "conduct":
        with open(arguments[1], encoding="utf-8") as sealed, open(arguments[2], encoding="utf-8") as randomness:
            job, given = read(sealed.read()), read(randomness.read())
        print(canonical(conduct(job["seal"], job["roster"], given)))
        return 0
    print(__doc__)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
