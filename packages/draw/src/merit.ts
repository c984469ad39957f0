import type { TypeLine } from './types.ts';

/** Types of one stratum as the adversary sees them: intervals [low, high], sizes, and the places they compete for. */
export type Field = {
	readonly places: number;
	readonly types: readonly number[];
	readonly low: readonly number[];
	readonly high: readonly number[];
	readonly size: readonly number[];
};

/** What a stratum's types are to method `scores` with `merit`; `types` are positions in `lines`. */
export function fieldOf(lines: readonly TypeLine[], types: readonly number[], places: number): Field {
	const ends = types.map((t) => endsOf(lines[t]!.score!));
	return {
		places,
		types,
		low: ends.map(([low]) => low),
		high: ends.map(([, high]) => high),
		size: types.map((t) => lines[t]!.size)
	};
}

/** Both ends of a score or an interval. */
export function endsOf(score: number | readonly [number, number]): readonly [number, number] {
	return typeof score === 'number' ? [score, score] : score;
}

/**
 * A line the adversary may draw (SPEC §6.4): the best that is left out has its low end there. Whose low end is above must
 * be among the best, whose high end is below can't be; `open` places are left for those who hold it.
 */
export type Line = { readonly at: number; readonly open: number };

/** All lines that fit: at the low ends of types, with 0 ≤ open ≤ the entrants who hold the line. Highest first. */
export function linesOf({ places, low, high, size }: Field): Line[] {
	const byLow = sortedBy(low.length, (a, b) => low[b]! - low[a]!);
	const byHigh = sortedBy(low.length, (a, b) => high[b]! - high[a]!);
	let [above, able, l, h] = [0, 0, 0, 0];
	const lines: Line[] = [];
	while (l < byLow.length) {
		const at = low[byLow[l]!]!;
		while (h < byHigh.length && high[byHigh[h]!]! >= at) able += size[byHigh[h++]!]!;
		if (above > places) break;
		if (able >= places) lines.push({ at, open: places - above });
		while (l < byLow.length && low[byLow[l]!]! === at) above += size[byLow[l++]!]!;
	}
	return lines;
}

/**
 * For each line, highest first, the least that a set of the best holds whose first left out is there: Σ share over its
 * entrants, `shares[i]` being what each entrant of type i holds (SPEC §6.4). Exact for whole shares while Σ share × size
 * is below 2⁵³. O(types × log types) for all lines together.
 */
export function worstOf(field: Field, lines: readonly Line[], shares: ArrayLike<number>): number[] {
	const { low, high, size } = field;
	const byShare = sortedBy(low.length, (a, b) => shares[a]! - shares[b]!);
	const [byLow, byHigh] = [
		sortedBy(low.length, (a, b) => low[b]! - low[a]!),
		sortedBy(low.length, (a, b) => high[b]! - high[a]!)
	];
	const rank = new Int32Array(byShare.length);
	byShare.forEach((i, r) => (rank[i] = r));
	const free = new SmallestFirst(byShare.map((i) => shares[i]!));
	let [l, h, inside] = [0, 0, 0];
	return lines.map(({ at, open }) => {
		for (; h < byHigh.length && high[byHigh[h]!]! >= at; h++) free.add(rank[byHigh[h]!]!, size[byHigh[h]!]!);
		for (; l < byLow.length && low[byLow[l]!]! > at; l++) {
			const i = byLow[l]!;
			inside += shares[i]! * size[i]!;
			free.add(rank[i]!, -size[i]!);
		}
		return inside + free.smallest(open);
	});
}

function sortedBy(count: number, compare: (a: number, b: number) => number): number[] {
	return Array.from({ length: count }, (_, i) => i).sort((a, b) => compare(a, b) || a - b);
}

/** How many of each rank there are, and what the smallest so and so many hold together: two Fenwick trees. */
class SmallestFirst {
	readonly shares: readonly number[];
	readonly counts: Float64Array;
	readonly sums: Float64Array;

	constructor(shares: readonly number[]) {
		this.shares = shares;
		this.counts = new Float64Array(shares.length + 1);
		this.sums = new Float64Array(shares.length + 1);
	}

	add(rank: number, count: number): void {
		for (let i = rank + 1; i < this.counts.length; i += i & -i) {
			this.counts[i]! += count;
			this.sums[i]! += this.shares[rank]! * count;
		}
	}

	smallest(count: number): number {
		let [at, left, sum] = [0, count, 0];
		for (let step = 1 << (31 - Math.clz32(this.counts.length)); step > 0; step >>= 1) {
			if (at + step >= this.counts.length || this.counts[at + step]! > left) continue;
			at += step;
			left -= this.counts[at]!;
			sum += this.sums[at]!;
		}
		return left > 0 ? sum + this.shares[at]! * left : sum;
	}
}
