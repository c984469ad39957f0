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
 * program; a chance of at most 1 is added as a row when it is broken. Null when the relaxation has no solution.
 */
export function leximin(highs: Highs, problem: Problem): Optimum | null {
	const { size, low, high } = problem;
	const level = size.map(() => -1);
	const chance: (number | undefined)[] = size.map((m, t) => (low[t] === high[t] ? high[t]! / m : undefined));
	const mu: number[][] = [];
	const capped = new Set<number>();
	let x: number[] | null = chance.every((one) => one !== undefined) ? [...high] : null;
	while (chance.includes(undefined)) {
		const stage = solveStage(highs, problem, { chance, capped });
		if (!stage) return null;
		const { solved, z } = stage;
		x = expected(problem, chance, solved, z);
		const settled = settledTypes(problem, chance, solved);
		for (const t of settled) [chance[t], level[t]] = [Math.min(1, z), mu.length];
		mu.push(problem.rows.map((_, r) => -solved.rowDual[r]!));
	}
	return x && { x, level, mu };
}

type State = { readonly chance: readonly (number | undefined)[]; readonly capped: Set<number> };

/** Solves one stage; adds the rows "chance at most 1" that turn out to be needed, and keeps them for later stages. */
function solveStage(highs: Highs, problem: Problem, state: State): { solved: Solved; z: number } | null {
	const { size, high } = problem;
	const T = size.length;
	const program = stageProgram(highs, problem, state);
	try {
		for (;;) {
			const solved = program.solve();
			if (!solved.ok) return null;
			const z = solved.x[T]!;
			const over = size.flatMap((m, t) =>
				state.chance[t] === undefined && m * z + solved.x[t]! > high[t]! + SETTLED ? [t] : []
			);
			const fresh = over.filter((t) => !state.capped.has(t));
			if (fresh.length === 0) return { solved, z };
			for (const t of fresh) {
				state.capped.add(t);
				program.addLine(capLine(problem, t));
			}
		}
	} finally {
		program.dispose();
	}
}

function stageProgram(highs: Highs, { size, low, high, rows, inRow }: Problem, { chance, capped }: State): Program {
	const T = size.length;
	const base = size.map((m, t) => (chance[t] === undefined ? 0 : m * chance[t]!));
	const program = new Program(highs, {
		cost: [...size.map(() => 0), -1],
		lower: size.map(() => 0).concat(0),
		upper: [
			...size.map((m, t) =>
				low[t] === high[t] ? 0 : chance[t] === undefined ? highs.infinity : Math.max(0, high[t]! - base[t]!)
			),
			1
		],
		rows: rows.map(({ min, max }, r) => {
			const fixed = inRow[r]!.reduce((sum, t) => sum + base[t]!, 0);
			const weight = inRow[r]!.reduce((sum, t) => sum + (chance[t] === undefined ? size[t]! : 0), 0);
			const index = weight > 0 ? [...inRow[r]!, T] : inRow[r]!;
			return { lower: min - fixed, upper: max - fixed, index, value: index.map((c) => (c === T ? weight : 1)) };
		})
	});
	for (const t of capped) if (chance[t] === undefined) program.addLine(capLine({ size, high }, t));
	return program;
}

function capLine({ size, high }: Pick<Problem, 'size' | 'high'>, t: number) {
	return { lower: -1e30, upper: high[t]!, index: [t, size.length], value: [1, size[t]!] };
}

function expected({ size }: Problem, chance: State['chance'], { x }: Solved, z: number): number[] {
	return size.map((m, t) => m * (chance[t] ?? z) + x[t]!);
}

/** Types that can't have more than this stage's level; all that are left when everybody has chance 1. */
function settledTypes({ size }: Problem, chance: State['chance'], { x, colDual }: Solved): number[] {
	const open = size.flatMap((_, t) => (chance[t] === undefined ? [t] : []));
	if (x[size.length]! >= 1 - SETTLED) return open;
	const settled = open.filter((t) => colDual[t]! * size[t]! > SETTLED && x[t]! < 1e-7);
	if (settled.length) return settled;
	// Numerically nothing stands out: settle the one with the largest price, so that every stage makes progress.
	return [open.reduce((best, t) => (colDual[t]! * size[t]! > colDual[best]! * size[best]! ? t : best), open[0]!)];
}
