import { rowSums, type Problem } from './problem.ts';
import type { Numbers } from './chance-source.ts';

/** Totals X over 2H panels, to be split into two halves over H panels each. */
export type Node = { readonly totals: readonly number[]; readonly half: number };

/**
 * One half of a node: every total halved, an odd one up or down, so that the rows of both halves stay within H × their
 * range (SPEC §6.5). A local search over signs: it may fail, and says null then; it never gives a wrong split.
 */
export function split(problem: Problem, { totals, half }: Node, numbers: Numbers): number[] | null {
	const odd = totals.flatMap((total, t) => (total % 2 ? [t] : []));
	const allowed = allowances(problem, { totals, half });
	const signs = new Signs(problem, odd, numbers);
	// First as even as can be, which leaves the halves room; then as uneven as the rows allow.
	const even = allowed.map((most, r) => Math.min(most, signs.parity[r]!));
	if (!signs.settle(even, 600) && !signs.settle(allowed, 6000)) return null;
	const up = new Set(odd.filter((_, i) => signs.sign[i]! > 0));
	return totals.map((total, t) => (total - (total % 2)) / 2 + (up.has(t) ? 1 : 0));
}

/** How far the two halves may differ in each row. */
function allowances(problem: Problem, { totals, half }: Node): number[] {
	return rowSums(problem, totals).map((sum, r) => {
		const { min, max } = problem.rows[r]!;
		return Math.min(sum - 2 * half * min, 2 * half * max - sum);
	});
}

/** Signs of the odd totals: + gives the odd one to the first half, - to the second. */
class Signs {
	readonly sign: Int8Array;
	readonly parity: readonly number[];
	readonly rowsOf: readonly (readonly number[])[];
	readonly members: readonly (readonly number[])[];
	readonly difference: Int32Array;
	readonly numbers: Numbers;

	constructor(problem: Problem, odd: readonly number[], numbers: Numbers) {
		this.numbers = numbers;
		this.rowsOf = odd.map((t) => problem.rowsOfType[t]!);
		const members: number[][] = problem.rows.map(() => []);
		this.rowsOf.forEach((rows, i) => rows.forEach((r) => members[r]!.push(i)));
		this.members = members;
		this.parity = members.map((list) => list.length % 2);
		this.sign = new Int8Array(odd.length);
		this.difference = new Int32Array(problem.rows.length);
		this.pairNeighbours();
	}

	/** Neighbours in canonical order share most features: opposite signs cancel. */
	private pairNeighbours(): void {
		for (let i = 0; i < this.sign.length; i += 2) {
			this.sign[i] = this.numbers(2) ? 1 : -1;
			if (i + 1 < this.sign.length) this.sign[i + 1] = -this.sign[i]!;
		}
		this.sign.forEach((sign, i) => this.rowsOf[i]!.forEach((r) => (this.difference[r]! += sign)));
	}

	/** Swaps a + and a - until no row differs by more than allowed. */
	settle(allowed: readonly number[], steps: number): boolean {
		for (let step = 0; step < steps; step++) {
			const broken = this.brokenRow(allowed);
			if (broken < 0) return true;
			const swap = this.bestSwap(broken, allowed);
			if (swap && (swap.change <= 0 || this.numbers(1 << (2 + swap.change)) === 0)) this.flipBoth(swap.a, swap.b);
		}
		return this.brokenRow(allowed) < 0;
	}

	private brokenRow(allowed: readonly number[]): number {
		const from = this.numbers(allowed.length);
		for (let k = 0; k < allowed.length; k++) {
			const r = (from + k) % allowed.length;
			if (Math.abs(this.difference[r]!) > allowed[r]!) return r;
		}
		return -1;
	}

	private bestSwap(row: number, allowed: readonly number[]): { a: number; b: number; change: number } | null {
		const heavy = Math.sign(this.difference[row]!);
		let best: { a: number; b: number; change: number } | null = null;
		for (let attempt = 0; attempt < 8; attempt++) {
			const a = this.pick(this.members[row]!, (i) => this.sign[i] === heavy);
			const b = this.pickAny((i) => this.sign[i] === -heavy && !this.rowsOf[i]!.includes(row));
			if (a < 0 || b < 0) continue;
			const change = this.changeOf(a, b, allowed);
			if (!best || change < best.change) best = { a, b, change };
		}
		return best;
	}

	private pick(list: readonly number[], fits: (i: number) => boolean): number {
		const from = this.numbers(list.length);
		for (let k = 0; k < list.length; k++) {
			const i = list[(from + k) % list.length]!;
			if (fits(i)) return i;
		}
		return -1;
	}

	private pickAny(fits: (i: number) => boolean): number {
		const count = this.sign.length;
		const from = this.numbers(count);
		for (let k = 0; k < count; k++) if (fits((from + k) % count)) return (from + k) % count;
		return -1;
	}

	/** By how much swapping a and b changes the total of what is over the allowances; rows that have both don't change. */
	private changeOf(a: number, b: number, allowed: readonly number[]): number {
		const [ofA, ofB] = [this.rowsOf[a]!, this.rowsOf[b]!];
		const step = 2 * this.sign[a]!;
		let change = 0;
		for (const r of ofA) if (!ofB.includes(r)) change += this.overAt(r, -step, allowed) - this.overAt(r, 0, allowed);
		for (const r of ofB) if (!ofA.includes(r)) change += this.overAt(r, step, allowed) - this.overAt(r, 0, allowed);
		return change;
	}

	private overAt(r: number, step: number, allowed: readonly number[]): number {
		const over = Math.abs(this.difference[r]! + step) - allowed[r]!;
		return over > 0 ? over : 0;
	}

	private flipBoth(a: number, b: number): void {
		for (const i of [a, b]) {
			this.sign[i] = -this.sign[i]!;
			for (const r of this.rowsOf[i]!) this.difference[r]! += 2 * this.sign[i]!;
		}
	}
}
