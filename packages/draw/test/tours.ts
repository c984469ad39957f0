import type { Candidate, Plan, Quota, Rules, Stop } from '../src/index.ts';
import { chancesOf } from '../src/index.ts';
import { numbersFrom, type Numbers } from '../src/plan/chance-source.ts';
import { typesOf } from '../src/types.ts';
import { pool } from './world.ts';

export type Tour = { readonly candidates: Candidate[]; readonly rules: Rules };

/** A random small tour: 2 to 4 stops, two features, maximums at some stops, and minimums too when asked for. */
export function randomTour(seed: number, { minimums = false, quotas = true } = {}): Tour {
	const numbers = numbersFrom(seed * 7919 + 11);
	for (let i = 0; i < 20; i++) numbers(2);
	const [count, names] = [3 + numbers(6), ['가', 'b', 'c', 'd'].slice(0, 2 + numbers(3))];
	const candidates = pool(count, () => ({
		features: { f: `v${numbers(2)}`, g: `w${numbers(2)}` },
		ranking: shuffled(names, numbers).slice(0, 1 + numbers(names.length))
	}));
	const values = [
		...['v0', 'v1'].map((value) => ['f', value] as const),
		...['w0', 'w1'].map((value) => ['g', value] as const)
	];
	const all = (places: number): Quota[] => values.map((value) => quotaOf(value, places, minimums ? 1 : 0, numbers));
	const stops = names.map((stop): Stop => {
		const places = 1 + numbers(3);
		return { stop, places, quotas: quotas ? all(places) : [] };
	});
	return { candidates, rules: { method: 'stops', places: stops.reduce((sum, { places }) => sum + places, 0), stops } };
}

function quotaOf([feature, value]: readonly [string, string], places: number, least: number, numbers: Numbers): Quota {
	const max = numbers(2) ? places : 1 + numbers(places);
	return { feature, value, min: least && numbers(4) === 0 ? least : 0, max };
}

export function shuffled<T>(list: readonly T[], numbers: Numbers): T[] {
	const rest = [...list];
	return list.map(() => rest.splice(numbers(rest.length), 1)[0]!);
}

/** A fraction of big integers, for the brute force alone. */
type Exact = readonly [bigint, bigint];
const add = (a: Exact, b: Exact): Exact => reduced(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
const times = (a: Exact, k: bigint): Exact => reduced(a[0] * k, a[1]);
const less = (a: Exact, b: Exact): boolean => a[0] * b[1] < b[0] * a[1];
function reduced(a: bigint, b: bigint): Exact {
	let [x, y] = [a < 0n ? -a : a, b];
	while (y) [x, y] = [y, x % y];
	return [a / (x || 1n), b / (x || 1n)];
}

/**
 * The eating itself, entrant by entrant, in exact fractions, where no quota has a minimum: a stop is open to an entrant
 * while its places and every maximum that counts the entrant there have room.
 */
export function eatByHand({ candidates, rules }: Tour): Map<string, number>[] {
	const limits = rules.stops!.flatMap(({ stop, places, quotas = [] }) => [
		{ stop, max: places, counts: (_: Candidate) => true },
		...quotas.map(({ feature, value, max }) => ({
			stop,
			max,
			counts: (one: Candidate) => one.features[feature] === value
		}))
	]);
	const eaten = candidates.map(() => new Map<string, Exact>());
	const full = limits.map((): Exact => [0n, 1n]);
	let now: Exact = [0n, 1n];
	while (less(now, [1n, 1n])) {
		const isOpen = (one: Candidate, stop: string) =>
			limits.every((limit, l) => limit.stop !== stop || !limit.counts(one) || less(full[l]!, [BigInt(limit.max), 1n]));
		const at = candidates.map((one) => one.ranking!.find((stop) => isOpen(one, stop)));
		if (at.every((stop) => stop === undefined)) break;
		const pace = limits.map((limit) =>
			BigInt(candidates.filter((one, i) => at[i] === limit.stop && limit.counts(one)).length)
		);
		let step = add([1n, 1n], times(now, -1n));
		limits.forEach((limit, l) => {
			if (pace[l] === 0n) return;
			const room = add([BigInt(limit.max), 1n], times(full[l]!, -1n));
			const lasts = reduced(room[0], room[1] * pace[l]!);
			if (less(lasts, step)) step = lasts;
		});
		now = add(now, step);
		limits.forEach((_, l) => (full[l] = add(full[l]!, times(step, pace[l]!))));
		at.forEach((stop, i) => stop !== undefined && eaten[i]!.set(stop, add(eaten[i]!.get(stop) ?? [0n, 1n], step)));
	}
	return eaten.map((own) => new Map([...own].map(([stop, [a, b]]) => [stop, Number(a) / Number(b)])));
}

/** The chance of each candidate at each stop, by commitment, of a planned tour. */
export function chancesByCandidate(planned: Plan): Map<string, Map<string, number>> {
	const { lottery, roster, rules } = planned;
	const chances = chancesOf(lottery);
	const result = new Map<string, Map<string, number>>();
	let c = 0;
	for (const { members, line } of typesOf(roster, rules)) {
		const own = new Map(line.ranking!.map((stop) => [stop, chances[c]![0] / chances[c++]![1]] as const));
		for (const { commitment } of members) result.set(commitment, own);
	}
	return result;
}
