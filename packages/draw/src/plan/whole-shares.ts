import { gcd } from '../fraction.ts';
import { refuse } from '../refusal.ts';

/** Chances of the types of one stratum as floats; 0 and 1 are meant exactly, the others are between. */
export type Rough = { readonly places: number; readonly sizes: readonly number[]; readonly chances: ArrayLike<number> };

const DECIMALS = 12;

/**
 * One denominator for all strata: as many powers of ten, up to twelve, as keep `of` × entrants below 2⁵³, and what sizes
 * alone ask for (one place for three who are alike needs thirds). Refuses when that is too much.
 */
export function denominatorFor(strata: readonly Rough[], entrants: number): number {
	let needed = 1n;
	for (const stratum of strata) {
		const { left, between } = openOf(stratum);
		const common = between.reduce((all, i) => gcd(BigInt(stratum.sizes[i]!), all), 0n);
		const own = common / (gcd(common, BigInt(left)) || 1n) || 1n;
		needed = (needed / gcd(needed, own)) * own;
	}
	let of = needed;
	if (of * BigInt(entrants) > BigInt(Number.MAX_SAFE_INTEGER)) throw refuse('draw.bad-fraction');
	for (let i = 0; i < DECIMALS && of * 10n * BigInt(entrants) <= BigInt(Number.MAX_SAFE_INTEGER); i++) of *= 10n;
	return Number(of);
}

/** Whole shares near chances × of with Σ share × size = of × places, exactly: 0 and 1 stay, the others move a little. */
export function wholeShares(stratum: Rough, of: number): number[] {
	const { sizes, chances } = stratum;
	const { left, between } = openOf(stratum);
	const shares = sizes.map((_, i) => Math.round(chances[i]! * of));
	// The largest first, so that the smallest sizes settle what is left.
	between.sort((a, b) => sizes[b]! - sizes[a]! || a - b);
	const missing = () => between.reduce((rest, i) => rest - shares[i]! * sizes[i]!, left * of);
	const move = (i: number, by: number) => (shares[i] = Math.min(of, Math.max(0, shares[i]! + by)));
	const even = Math.trunc(missing() / (between.reduce((sum, i) => sum + sizes[i]!, 0) || 1));
	for (const i of between) move(i, even);
	let rest = missing();
	for (const i of between) {
		const next = shares[i]! + Math.sign(rest);
		if (Math.abs(rest) < sizes[i]! || next < 0 || next > of) continue;
		shares[i] = next;
		rest -= Math.sign(rest) * sizes[i]!;
	}
	if (rest === 0) return shares;
	const smallest = between.at(-1)!;
	for (const i of stepsTo(
		rest,
		sizes[smallest]!,
		between.map((b) => sizes[b]!)
	))
		move(between[i]!, 1);
	move(smallest, missing() / sizes[smallest]!);
	return shares;
}

/** Places for those whose chance is between 0 and 1, and who these are. */
function openOf({ places, sizes, chances }: Rough): { left: number; between: number[] } {
	const certain = sizes.reduce((sum, size, i) => sum + (chances[i] === 1 ? size : 0), 0);
	return { left: places - certain, between: [...sizes.keys()].filter((i) => chances[i]! > 0 && chances[i]! < 1) };
}

/** Fewest sizes, by position and with repeats, whose sum leaves the same as `goal` when divided by `modulus`. */
function stepsTo(goal: number, modulus: number, sizes: readonly number[]): number[] {
	const aim = ((goal % modulus) + modulus) % modulus;
	const by = new Int32Array(modulus).fill(-1);
	const queue = [0];
	for (let at = 0; at < queue.length && by[aim] === -1 && aim !== 0; at++) {
		sizes.forEach((size, i) => {
			const next = (queue[at]! + size) % modulus;
			if (next === 0 || by[next] !== -1) return;
			by[next] = i;
			queue.push(next);
		});
	}
	const steps: number[] = [];
	for (let at = aim; at !== 0; at = (at - (sizes[by[at]!]! % modulus) + modulus) % modulus) steps.push(by[at]!);
	return steps;
}
