import { leafBound, type Box, type ProofTree } from '../proof-tree.ts';
import type { TypeRow } from '../rows.ts';
import type { Problem } from './problem.ts';
import { Program, type Highs } from './solver.ts';

/** Multipliers are whole numbers over this. */
const OVER = 2 ** 22;

/** What a search for a proof needs at hand. */
type Search = {
	readonly problem: Problem;
	readonly rows: readonly TypeRow[];
	readonly prices: readonly number[];
	readonly goal: bigint;
	readonly program: Program;
	readonly elastic: Program;
	/** the largest price: the solver sees prices of at most 1, which its tolerances are made for */
	readonly scale: number;
	nodes: number;
};

/**
 * A tree that proves Σ prices × c ≤ goal over whole panels (SPEC §6.6), by branch and bound: the solver proposes
 * multipliers, `leafBound` says what they prove. Past `most` nodes leaves stay as good as they are.
 */
export function proveBound(
	highs: Highs,
	problem: Problem,
	prices: readonly number[],
	on: { goal: bigint; most: number }
): ProofTree {
	const rows = problem.rows.map((row, r) => ({ row, types: problem.inRow[r]! }));
	const search: Search = {
		problem,
		rows,
		prices,
		goal: on.goal,
		nodes: on.most,
		scale: scaleOf(prices),
		program: plainProgram(highs, problem, prices),
		elastic: elasticProgram(highs, problem)
	};
	try {
		return prove(search, { low: problem.low, high: problem.high });
	} finally {
		search.program.dispose();
		search.elastic.dispose();
	}
}

function prove(search: Search, box: Box): ProofTree {
	const { problem, program, rows, prices, goal } = search;
	setBox(program, box);
	const solved = program.solve();
	if (!solved.ok) return proveEmpty(search, box);
	const leaf = { over: OVER, mu: rows.map((_, r) => Math.round(-solved.rowDual[r]! * search.scale * OVER) + 0) };
	problem.effort.spend(0);
	if (leafBound(rows, prices, leaf, box)! <= goal || search.nodes-- <= 0 || problem.effort.isSpent) return leaf;
	const type = mostFractional(solved.x, prices.length);
	if (type < 0) return leaf;
	const at = Math.floor(solved.x[type]! + 1e-9);
	return {
		type,
		at,
		low: prove(search, { ...box, high: box.high.map((most, t) => (t === type ? at : most)) }),
		high: prove(search, { ...box, low: box.low.map((least, t) => (t === type ? at + 1 : least)) })
	};
}

function scaleOf(prices: readonly number[]): number {
	return Math.max(...prices) || 1;
}

/** Multipliers that show that no panel is in the box: the prices of the least total by which rows must be broken. */
function proveEmpty({ elastic, rows }: Search, box: Box): ProofTree {
	setBox(elastic, box);
	const solved = elastic.solve();
	return { over: 0, mu: rows.map((_, r) => Math.round(-solved.rowDual[r]! * OVER) + 0) };
}

function mostFractional(x: ArrayLike<number>, count: number): number {
	let [best, most] = [-1, 1e-7];
	for (let t = 0; t < count; t++) {
		const off = Math.abs(x[t]! - Math.round(x[t]!));
		if (off > most) [best, most] = [t, off];
	}
	return best;
}

function setBox(program: Program, { low, high }: Box): void {
	low.forEach((least, t) => program.setBounds(t, least, high[t]!));
}

function plainProgram(highs: Highs, problem: Problem, prices: readonly number[]): Program {
	return new Program(highs, {
		cost: prices.map((price) => -price / scaleOf(prices)),
		lower: problem.low,
		upper: problem.high,
		rows: problem.rows.map(({ min, max }, r) => ({
			lower: min,
			upper: max,
			index: problem.inRow[r]!,
			value: problem.inRow[r]!.map(() => 1)
		}))
	});
}

/** Two more columns for each row, missing and surplus, of cost 1: their total is 0 only when a panel may be there. */
function elasticProgram(highs: Highs, problem: Problem): Program {
	const T = problem.lines.length;
	const extra = problem.rows.flatMap(() => [1, 1]);
	return new Program(highs, {
		cost: [...problem.lines.map(() => 0), ...extra],
		lower: [...problem.low, ...extra.map(() => 0)],
		upper: [...problem.high, ...extra.map(() => highs.infinity)],
		rows: problem.rows.map(({ min, max }, r) => ({
			lower: min,
			upper: max,
			index: [...problem.inRow[r]!, T + 2 * r, T + 2 * r + 1],
			value: [...problem.inRow[r]!.map(() => 1), 1, -1]
		}))
	});
}
