import type { Numbers } from './chance-source.ts';
import type { Problem } from './problem.ts';

/** What a whole panel is looked for by: of type t `low` or, where its `part` is above 0, one more; rows within their range. */
export type Aim = {
	readonly low: ArrayLike<number>;
	/** the share of one more that is wanted, from 0 to below 1: where there is a choice, larger parts go up */
	readonly part: ArrayLike<number>;
	readonly rowLow: ArrayLike<number>;
	readonly rowHigh: ArrayLike<number>;
};

/** Swaps looked at before one is made, and the weight of what is wanted beside rows that are off. */
const LOOKS = 24;
const WISH = 0.3;
const FEW_FREE = 45;

/** Few free types are better tried out one after the other than swapped for long. */
function swapsFor(free: number): number {
	return free < FEW_FREE ? 40 : 2000;
}

/**
 * A local search for whole panels: swaps a type that goes up with one that goes down until no row is off. It keeps its
 * panel from aim to aim, as the next is near. It may fail; it never gives a wrong panel.
 */
export class Search {
	/** how many of each type; a whole panel of the aim after `settle` said true */
	readonly counts: Float64Array;
	readonly rowSums: Float64Array;
	private readonly rowsOf: Problem['rowsOfType'];
	private readonly inRow: Problem['inRow'];
	private readonly isIn: readonly Uint8Array[];
	private readonly numbers: Numbers;
	private readonly low: Float64Array;
	private readonly part: Float64Array;
	private readonly rowLow: Float64Array;
	private readonly rowHigh: Float64Array;
	private free: number[] = [];

	constructor({ size, rows, rowsOfType, inRow }: Problem, numbers: Numbers) {
		this.counts = new Float64Array(size.length);
		this.rowSums = new Float64Array(rows.length);
		this.rowsOf = rowsOfType;
		this.inRow = inRow;
		this.isIn = inRow.map((types) => {
			const flags = new Uint8Array(size.length);
			for (const t of types) flags[t] = 1;
			return flags;
		});
		this.numbers = numbers;
		this.low = new Float64Array(size.length);
		this.part = new Float64Array(size.length);
		this.rowLow = new Float64Array(rows.length);
		this.rowHigh = new Float64Array(rows.length);
	}

	/** Takes up an aim, with the panel there is where the aim allows it. */
	take(aim: Aim): void {
		this.low.set(aim.low);
		this.part.set(aim.part);
		this.rowLow.set(aim.rowLow);
		this.rowHigh.set(aim.rowHigh);
		this.free = [];
		for (let t = 0; t < this.counts.length; t++) {
			const isFree = this.part[t]! > 0;
			if (isFree) this.free.push(t);
			this.counts[t] = Math.min(this.low[t]! + (isFree ? 1 : 0), Math.max(this.low[t]!, this.counts[t]!));
		}
		this.sum();
	}

	/** A beginning from the parts alone: one goes up whenever the parts, added up in canonical order, reach one more. */
	spread(from: number): void {
		let sum = from;
		for (const t of this.free) {
			sum += this.part[t]!;
			this.counts[t] = this.low[t]! + (sum >= 1 ? 1 : 0);
			if (sum >= 1) sum--;
		}
		this.sum();
	}

	/** One free type in `every` anew by chance, up as often as its part says. */
	shake(every: number): void {
		for (const t of this.free)
			if (this.numbers(every) === 0)
				this.counts[t] = this.low[t]! + (this.numbers(1000) < 1000 * this.part[t]! ? 1 : 0);
		this.sum();
	}

	/** Takes a panel from elsewhere; false when there is none. */
	put(counts: readonly number[] | null): boolean {
		if (counts) this.counts.set(counts);
		this.sum();
		return counts !== null;
	}

	/** Swaps until no row is off. */
	settle(): boolean {
		const most = swapsFor(this.free.length);
		for (let step = 0; step < most; step++) {
			const row = this.rowOff(0);
			if (row < 0) return true;
			if (!this.improve(row)) return false;
		}
		return this.rowOff(0) < 0;
	}

	private sum(): void {
		this.rowSums.fill(0);
		for (let t = 0; t < this.counts.length; t++)
			if (this.counts[t]! > 0) for (const r of this.rowsOf[t]!) this.rowSums[r]! += this.counts[t]!;
	}

	/** A row that has too little (1), too much (-1) or either (0); -1 when there is none. */
	private rowOff(step: number): number {
		const count = this.rowSums.length;
		const from = this.numbers(count);
		for (let k = 0; k < count; k++) {
			const r = from + k < count ? from + k : from + k - count;
			if (step >= 0 && this.rowSums[r]! < this.rowLow[r]!) return r;
			if (step <= 0 && this.rowSums[r]! > this.rowHigh[r]!) return r;
		}
		return -1;
	}

	/** The best of some swaps that bring row r nearer its range, and another nearer its own; made unless it harms more. */
	private improve(r: number): boolean {
		const step = this.rowSums[r]! < this.rowLow[r]! ? 1 : -1;
		const other = this.rowOff(-step);
		const from = other < 0 ? this.free : this.inRow[other]!;
		let bestA = -1;
		let bestB = -1;
		let bestChange = 0;
		let bestScore = Infinity;
		for (let look = 0; look < LOOKS; look++) {
			const a = this.pick(this.inRow[r]!, r, 1, step);
			if (a < 0) return false;
			const b = this.pick(from, r, 0, -step);
			const change = this.changeOf(a, b, step);
			const score = change - WISH * step * (this.part[a]! - (b < 0 ? 0 : this.part[b]!));
			if (score >= bestScore) continue;
			bestA = a;
			bestB = b;
			bestChange = change;
			bestScore = score;
		}
		if (bestChange > 0 && this.numbers(2 << Math.min(20, bestChange)) !== 0) return true;
		this.move(bestA, step);
		if (bestB >= 0) this.move(bestB, -step);
		return true;
	}

	/** A free type of the list, in row r or not, that can make the step; -1 when there is none. */
	private pick(list: readonly number[], r: number, isIn: number, step: number): number {
		const count = list.length;
		const from = this.numbers(count || 1);
		const flags = this.isIn[r]!;
		for (let k = 0; k < count; k++) {
			const t = list[from + k < count ? from + k : from + k - count]!;
			if (flags[t] === isIn && this.part[t]! > 0 && this.isUp(t) === step < 0) return t;
		}
		return -1;
	}

	private isUp(t: number): boolean {
		return this.counts[t]! > this.low[t]!;
	}

	private off(r: number, sum: number): number {
		const low = this.rowLow[r]!;
		if (sum < low) return low - sum;
		const high = this.rowHigh[r]!;
		return sum > high ? sum - high : 0;
	}

	/** By how much rows are more off when a makes the step and b, if any, the opposite one. */
	private changeOf(a: number, b: number, step: number): number {
		let change = 0;
		for (const r of this.rowsOf[a]!)
			if (b < 0 || this.isIn[r]![b] === 0)
				change += this.off(r, this.rowSums[r]! + step) - this.off(r, this.rowSums[r]!);
		if (b < 0) return change;
		for (const r of this.rowsOf[b]!)
			if (this.isIn[r]![a] === 0) change += this.off(r, this.rowSums[r]! - step) - this.off(r, this.rowSums[r]!);
		return change;
	}

	private move(t: number, step: number): void {
		this.counts[t]! += step;
		for (const r of this.rowsOf[t]!) this.rowSums[r]! += step;
	}
}
