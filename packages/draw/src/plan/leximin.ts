import { Program, type Highs, type Solved } from './solver.ts';
import type { Problem } from './problem.ts';

/** The fairest expected panel over the relaxation, and what proves it. */
export type Optimum = {
	/** expected number drawn of each type */
	readonly x: readonly number[];
	/** the stage in which each type's chance was settled; -1 for those settled by their bounds */
	readonly level: readonly number[];
	/** for each stage one multiplier for each row */
	readonly mu: readonly (readonly number[])[];
};

const SETTLED = 1e-9;

/**
 * Leximin over types (SPEC §6.5): raise the smallest chance as far as it goes, settle the types that can't have more,
 * go on with the rest. In each stage x = (chance) × size + s with s ≥ 0, so only the rows of the rules are rows of the
 * program; a chance of at most 1 is added as a row when it is broken. One program serves all stages, so that each begins
 * where the last one ended. Null when the relaxation has no solution.
 */
export function leximin(highs: Highs, problem: Problem): Optimum | null {
	const { size, low, high } = problem;
	const level = size.map(() => -1);
	const chance: Chances = size.map((m, t) => (low[t] === high[t] ? high[t]! / m : undefined));
	const mu: number[][] = [];
	if (!chance.includes(undefined)) return { x: [...high], level, mu };
	const stages = new Stages(highs, problem, chance);
	try {
		for (;;) {
			const solved = stages.solve();
			if (!solved) return null;
			const z = solved.x[size.length]!;
			const x = expected(problem, chance, solved, z);
			mu.push(problem.rows.map((_, r) => -solved.rowDual[r]!));
			const settled = settledTypes(problem, chance, solved);
			for (const t of settled) [chance[t], level[t]] = [Math.min(1, z), mu.length - 1];
			if (!chance.includes(undefined)) return { x, level, mu };
			stages.settle(settled);
		}
	} finally {
		stages.program.dispose();
	}
}

type Chances = (number | undefined)[];

/** The program of the stages. Column t is s_t, the last one the chance to be raised. */
class Stages {
	readonly program: Program;
	private readonly problem: Problem;
	private readonly chance: Chances;
	/** the row "chance at most 1" of a type that has one */
	private readonly caps = new Map<number, number>();

	constructor(highs: Highs, problem: Problem, chance: Chances) {
		const { size, low, high, rows, inRow } = problem;
		[this.problem, this.chance] = [problem, chance];
		this.program = new Program(highs, {
			cost: [...size.map(() => 0), -1],
			lower: [...size.map(() => 0), 0],
			upper: [...size.map((_, t) => (low[t] === high[t] ? 0 : highs.infinity)), 1],
			rows: rows.map((_, r) => {
				const { lower, upper, weight } = this.rowNow(r);
				const index = weight > 0 ? [...inRow[r]!, size.length] : inRow[r]!;
				return { lower, upper, index, value: index.map((c) => (c === size.length ? weight : 1)) };
			})
		});
	}

	/** Solves a stage; adds the rows "chance at most 1" that turn out to be needed, and keeps them. */
	solve(): Solved | null {
		const { size, high } = this.problem;
		for (;;) {
			const solved = this.program.solve();
			if (!solved.ok) return null;
			const z = solved.x[size.length]!;
			const isOver = (m: number, t: number) =>
				this.chance[t] === undefined && !this.caps.has(t) && m * z + solved.x[t]! > high[t]! + SETTLED;
			const over = size.flatMap((m, t) => (isOver(m, t) ? [t] : []));
			if (over.length === 0) return solved;
			for (const t of over) {
				this.caps.set(t, this.problem.rows.length + this.caps.size);
				this.program.addLine({ lower: -1e30, upper: high[t]!, index: [t, size.length], value: [1, size[t]!] });
			}
		}
	}

	/** Types whose chance was settled no longer go up with the others. */
	settle(types: readonly number[]): void {
		const { size, high, rowsOfType } = this.problem;
		for (const t of types) {
			this.program.setBounds(t, 0, Math.max(0, high[t]! - size[t]! * this.chance[t]!));
			const cap = this.caps.get(t);
			if (cap !== undefined) this.program.setRow(cap, -1e30, 1e30);
		}
		for (const r of new Set(types.flatMap((t) => rowsOfType[t]!))) {
			const { lower, upper, weight } = this.rowNow(r);
			this.program.setRow(r, lower, upper);
			this.program.setValue(r, size.length, weight);
		}
	}

	/** A row's range without what is settled, and how many of it go up together. */
	private rowNow(r: number): { lower: number; upper: number; weight: number } {
		const { size, rows, inRow } = this.problem;
		let [fixed, weight] = [0, 0];
		for (const t of inRow[r]!) {
			if (this.chance[t] === undefined) weight += size[t]!;
			else fixed += size[t]! * this.chance[t]!;
		}
		return { lower: rows[r]!.min - fixed, upper: rows[r]!.max - fixed, weight };
	}
}

function expected({ size }: Problem, chance: Chances, { x }: Solved, z: number): number[] {
	return size.map((m, t) => m * (chance[t] ?? z) + x[t]!);
}

/** Types that can't have more than this stage's level; all that are left when everybody has chance 1. */
function settledTypes({ size }: Problem, chance: Chances, { x, colDual }: Solved): number[] {
	const open = size.flatMap((_, t) => (chance[t] === undefined ? [t] : []));
	if (x[size.length]! >= 1 - SETTLED) return open;
	const settled = open.filter((t) => colDual[t]! * size[t]! > SETTLED && x[t]! < 1e-7);
	if (settled.length) return settled;
	// Numerically nothing stands out: settle the one with the largest price, so that every stage makes progress.
	return [open.reduce((best, t) => (colDual[t]! * size[t]! > colDual[best]! * size[best]! ? t : best), open[0]!)];
}
