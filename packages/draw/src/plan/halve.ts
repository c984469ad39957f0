import { everyPanel, type Halving } from '../halving.ts';
import { DrawRefusal } from '../refusal.ts';
import type { TypeRow } from '../rows.ts';
import type { Problem } from './problem.ts';
import type { Highs } from './solver.ts';
import { roundTotals } from './round.ts';

/** How many panels are tried: the first whose whole tree unfolds is published. */
const SIZES = [1024, 2048, 512, 4096, 256];

/**
 * The lottery of many types as totals to be halved (SPEC §5.1): near the optimum's expected panel `x`, and such that every
 * one of its panels was unfolded here, before anything is published. Null when no size unfolds whole.
 */
export function halve(highs: Highs, problem: Problem, x: readonly number[]): Halving | null {
	const rows = problem.rows.map((row, r): TypeRow => ({ row, types: problem.inRow[r]! }));
	for (const of of SIZES) {
		const totals = roundTotals(highs, problem, x, of);
		if (!totals) continue;
		const lottery: Halving = { form: 'halving', types: problem.lines, of, totals };
		if (unfolds(lottery, rows)) return lottery;
	}
	return null;
}

function unfolds(lottery: Halving, rows: readonly TypeRow[]): boolean {
	try {
		for (const _ of everyPanel(lottery, rows));
		return true;
	} catch (problem) {
		if (problem instanceof DrawRefusal && problem.code === 'draw.split-stuck') return false;
		throw problem;
	}
}
