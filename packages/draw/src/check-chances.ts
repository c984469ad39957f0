import { compareFractions, inWords, type Fraction } from './fraction.ts';
import { placeChances } from './lottery.ts';
import { refuse, type Facts } from './refusal.ts';
import type { Seal } from './seal.ts';

/**
 * What the chances of a lottery come to, as a code and facts (SPEC §10, step `chances`). Refuses chances that don't sum to
 * the places. Of a tour every panel was counted stop by stop, and places may stay free: there is no sum to compare.
 */
export function countedChances(
	{ lottery, rules: { places, stops } }: Pick<Seal, 'lottery' | 'rules'>,
	chances: readonly Fraction[]
): readonly [code: string, facts: Facts] {
	const sorted = placeChances(lottery).sort(compareFractions);
	const ends = { least: inWords(sorted[0]!), most: inWords(sorted.at(-1)!) };
	if (stops) return ['step.chances-stops', { ...ends, stops: stops.length }];
	const sizes = lottery.types.map(({ size }) => size);
	if (!sumsTo(chances, sizes, places)) throw refuse('draw.sum', { places });
	return ['step.chances', { ...ends, places }];
}

/** Whether Σ size × chance is `places`, exactly. */
function sumsTo(chances: readonly Fraction[], sizes: readonly number[], places: number): boolean {
	let [num, den] = [0n, 1n];
	chances.forEach(([a, b], t) => {
		// One denominator for all; it stays small, since every chance is count / (of × size).
		if (den % BigInt(b) !== 0n) [num, den] = [num * BigInt(b), den * BigInt(b)];
		num += BigInt(a) * (den / BigInt(b)) * BigInt(sizes[t]!);
	});
	return num === BigInt(places) * den;
}
