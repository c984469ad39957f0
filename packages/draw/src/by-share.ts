import { gcd } from './fraction.ts';
import type { Lottery } from './lottery.ts';
import { endsOf } from './merit.ts';
import { refuse } from './refusal.ts';
import type { Rules } from './rules.ts';
import type { Type } from './types.ts';
import { checkRoom, strataOf, type Stratum } from './strata.ts';

/** An exact chance while planning: numerator and denominator. */
type Ratio = readonly [bigint, bigint];

/**
 * The lottery of methods `weighted` and `scores` (SPEC §6.2, §6.4): exact chances in every stratum, then shares of one
 * common denominator. Refuses when that denominator would not fit into 53 bits.
 */
export function byShare(rules: Rules, types: readonly Type[]): Lottery {
	const chances: Ratio[] = types.map(() => [0n, 1n]);
	for (const stratum of strataOf(rules, types)) {
		checkRoom(
			stratum,
			stratum.types.reduce((sum, t) => sum + types[t]!.line.size, 0)
		);
		const made = chancesIn(stratum, types, rules);
		stratum.types.forEach((t, i) => (chances[t] = made[i]!));
	}
	let of = 1n;
	for (const [num, den] of chances) {
		const lowest = den / (gcd(num, den) || 1n);
		of = (of / gcd(of, lowest)) * lowest;
	}
	if (of > BigInt(Number.MAX_SAFE_INTEGER)) throw refuse('draw.bad-fraction');
	const shares = chances.map(([num, den]) => Number((num * of) / den));
	return { form: 'shares', types: types.map(({ line }) => line), of: Number(of), shares };
}

function chancesIn(stratum: Stratum, types: readonly Type[], rules: Rules): Ratio[] {
	if (rules.method === 'weighted') return byWeight(stratum, types);
	return rules.line ? byLine(stratum, types) : byScore(stratum, types, rules.slope!);
}

/**
 * The rule of the Swiss National Science Foundation (Heyard, Ott, Salanti, Egger 2022), over intervals: the line is the middle of
 * the last that would have a place by its middle; wholly above it is in, wholly below it is out, and those whose
 * interval holds it share the places left equally.
 */
function byLine({ places, types: members }: Stratum, types: readonly Type[]): Ratio[] {
	const entries = members.map((t) => ({ ends: endsOf(types[t]!.line.score!), size: types[t]!.line.size }));
	const line = lineOf(entries, places);
	const isAbove = ([low]: readonly [number, number]) => 2 * low > line;
	const isAcross = ([low, high]: readonly [number, number]) => 2 * low <= line && line <= 2 * high;
	const sum = (pick: (ends: readonly [number, number]) => boolean) =>
		entries.reduce((total, { ends, size }) => total + (pick(ends) ? size : 0), 0);
	const [left, across] = [BigInt(places - sum(isAbove)), BigInt(sum(isAcross)) || 1n];
	return entries.map(({ ends }) => (isAbove(ends) ? [1n, 1n] : isAcross(ends) ? [left, across] : [0n, 1n]));
}

/** Twice the middle of the one that has the last place when all are taken by their middles. */
function lineOf(entries: readonly { ends: readonly [number, number]; size: number }[], places: number): number {
	let left = places;
	const middles = entries
		.map(({ ends, size }) => ({ twice: ends[0] + ends[1], size }))
		.sort((a, b) => b.twice - a.twice);
	const last = middles.find(({ size }) => (left -= size) <= 0);
	return last?.twice ?? 0;
}

/** Chance = min(1, λ × weight), λ such that they sum to the places: who would pass 1 is certain, the rest share what is left. */
function byWeight({ places, types: members }: Stratum, types: readonly Type[]): Ratio[] {
	const entries = members.map((t) => ({ weight: BigInt(types[t]!.line.weight!), size: BigInt(types[t]!.line.size) }));
	let [left, total] = [BigInt(places), entries.reduce((sum, { weight, size }) => sum + weight * size, 0n)];
	const certain = new Set<(typeof entries)[number]>();
	for (const entry of [...entries].sort((a, b) => (a.weight > b.weight ? -1 : a.weight < b.weight ? 1 : 0))) {
		if (entry.weight * left < total || total === 0n) break;
		certain.add(entry);
		left -= entry.size;
		total -= entry.weight * entry.size;
	}
	return entries.map((entry) => (certain.has(entry) ? [1n, 1n] : [entry.weight * left, total]));
}

/**
 * The linear lottery: chance = clip(slope × score + b, 0, 1), b such that they sum to the places. Goldberg, Fanti and
 * Shah's smooth lottery: no cliffs, and a higher score never has the smaller chance. An interval counts by its middle.
 */
function byScore(
	{ places, types: members }: Stratum,
	types: readonly Type[],
	[rise, run]: readonly [number, number]
): Ratio[] {
	// Everything times 2 × run, so that slope × (middle of the interval) is a whole number.
	const full = 2n * BigInt(run);
	const entries = members.map((t) => ({
		lift: BigInt(rise) * twice(types[t]!.line.score!),
		size: BigInt(types[t]!.line.size)
	}));
	const goal = BigInt(places) * full;
	const clip = (value: bigint) => (value < 0n ? 0n : value > full ? full : value);
	const sumAt = (b: bigint) => entries.reduce((sum, { lift, size }) => sum + size * clip(lift + b), 0n);
	const corners = [...new Set(entries.flatMap(({ lift }) => [-lift, full - lift]))].sort((a, b) => (a < b ? -1 : 1));
	let [low, high] = [0, corners.length - 1];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (sumAt(corners[middle]!) <= goal) low = middle;
		else high = middle - 1;
	}
	const b = corners[low] ?? 0n;
	const missing = goal - sumAt(b);
	// Between two corners the same entries rise; each gets an equal part of what is missing.
	const isRising = (lift: bigint) => lift + b >= 0n && lift + b < full;
	const rising = entries.reduce((sum, { lift, size }) => sum + (isRising(lift) ? size : 0n), 0n) || 1n;
	return entries.map(({ lift }) => [clip(lift + b) * rising + (isRising(lift) ? missing : 0n), full * rising]);
}

function twice(score: number | readonly [number, number]): bigint {
	return typeof score === 'number' ? 2n * BigInt(score) : BigInt(score[0]) + BigInt(score[1]);
}
