import type { Numbers } from './chance-source.ts';
import { rowSums, type Problem } from './problem.ts';
import { solveOnce, type Highs } from './solver.ts';
import { split } from './split.ts';

/** How often the solver is asked for a split before what is stuck is left out. */
const MOST_SOLVED = 8;

/**
 * Unfolds totals over 2^h panels into those panels by halving again and again (SPEC §6.5). Where the quick search finds
 * no split the solver looks for one, a few times; what stays stuck is left out, so there may be fewer panels.
 */
export function unfold(
	highs: Highs,
	problem: Problem,
	from: { totals: readonly number[]; of: number },
	numbers: Numbers
): number[][] {
	let layer = [[...from.totals]];
	let solved = 0;
	for (let half = from.of / 2; half >= 1; half /= 2) {
		const next: number[][] = [];
		for (const totals of layer) {
			const quick = split(problem, { totals, half }, numbers);
			const one = quick ?? (solved++ < MOST_SOLVED ? splitBySolver(highs, problem, { totals, half }) : null);
			if (one)
				next.push(
					one,
					totals.map((total, t) => total - one[t]!)
				);
		}
		layer = next;
	}
	return layer;
}

/** Any split into two halves that keep every row and bound, looked for as a whole-number program. */
function splitBySolver(
	highs: Highs,
	problem: Problem,
	{ totals, half }: { totals: readonly number[]; half: number }
): number[] | null {
	const sums = rowSums(problem, totals);
	for (const room of [0, 2]) {
		const solved = solveOnce(highs, {
			cost: totals.map(() => 0),
			lower: totals.map((total, t) =>
				Math.max(half * problem.low[t]!, total - half * problem.high[t]!, Math.floor(total / 2) - room)
			),
			upper: totals.map((total, t) =>
				Math.min(half * problem.high[t]!, total - half * problem.low[t]!, Math.ceil(total / 2) + room)
			),
			rows: problem.rows.map(({ min, max }, r) => {
				const lower = Math.max(half * min, sums[r]! - half * max);
				const upper = Math.min(half * max, sums[r]! - half * min);
				return { lower, upper, index: problem.inRow[r]!, value: problem.inRow[r]!.map(() => 1) };
			}),
			whole: true,
			nodes: 100
		});
		if (solved.ok) return [...solved.x].map(Math.round);
	}
	return null;
}
