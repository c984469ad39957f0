import type { Candidate, Quota, Rules } from '../src/index.ts';
import { numbersFrom } from '../src/plan/chance-source.ts';
import { pool } from './world.ts';

/** What a made-up crowd is like: `values` of each feature, and how far (in tenths) answers lean to the first ones. */
type Shape = {
	readonly count: number;
	readonly places: number;
	readonly values: readonly number[];
	readonly seed: number;
};

/**
 * Entrants who say yes more often in some classes than others, and quotas by a population in which all values of a feature are about
 * as frequent: as in calls for a citizens' assembly. The shape { 1727, 110, [2, 3, 4, 5, 5, 6, 7] } gives about 1,200 types.
 */
export function crowd({ count, places, values, seed }: Shape): { candidates: Candidate[]; rules: Rules } {
	const numbers = numbersFrom(seed * 7919 + 13);
	for (let i = 0; i < 20; i++) numbers(2);
	const candidates = pool(count, () => ({
		features: Object.fromEntries(values.map((most, f) => [`f${f}`, `v${leaning(most, numbers)}`]))
	}));
	return { candidates, rules: { method: 'quotas', places, quotas: quotasOf(values, places) } };
}

/** The smaller of two throws, and of three for every other: the first values are over-represented. */
function leaning(most: number, numbers: (below: number) => number): number {
	const smaller = Math.min(numbers(most), numbers(most));
	return numbers(2) ? Math.min(smaller, numbers(most)) : smaller;
}

function quotasOf(values: readonly number[], places: number): Quota[] {
	return values.flatMap((most, f) =>
		Array.from({ length: most }, (_, v) => ({
			feature: `f${f}`,
			value: `v${v}`,
			min: Math.floor((0.75 * places) / most),
			max: Math.ceil((1.25 * places) / most)
		}))
	);
}
