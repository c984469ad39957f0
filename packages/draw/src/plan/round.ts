import { numbersFrom } from './chance-source.ts';
import { rowSums, type Problem } from './problem.ts';
import { Search } from './search.ts';
import { solveOnce, type Highs } from './solver.ts';

/**
 * Whole totals over `of` panels: of × x rounded down or up, with every row within of × its range. Neighbours in canonical
 * order round off against each other, then swaps; the solver where those get stuck. Null when there are none.
 */
export function roundTotals(highs: Highs, problem: Problem, x: readonly number[], of: number): number[] | null {
	const exact = x.map((one, t) => {
		// The solver's floats can be a hair beyond a type's bounds.
		const total = Math.min(of * problem.high[t]!, Math.max(of * problem.low[t]!, one * of));
		return Math.abs(total - Math.round(total)) < 1e-6 ? Math.round(total) : total;
	});
	const low = exact.map(Math.floor);
	const search = new Search(problem, numbersFrom(1));
	search.take({
		low,
		part: exact.map((one, t) => one - low[t]!),
		rowLow: problem.rows.map(({ min }) => of * min),
		rowHigh: problem.rows.map(({ max }) => of * max)
	});
	search.spread(0.5);
	return search.settle() ? Array.from(search.counts) : roundBySolver(highs, problem, exact, of);
}

function roundBySolver(highs: Highs, problem: Problem, exact: readonly number[], of: number): number[] | null {
	const floor = exact.map(Math.floor);
	const open = exact.flatMap((one, t) => (one > floor[t]! ? [t] : []));
	const at = new Map(open.map((t, i) => [t, i]));
	const sums = rowSums(problem, floor);
	const solved = solveOnce(highs, {
		cost: open.map((t) => floor[t]! - exact[t]! + 0.5),
		lower: open.map(() => 0),
		upper: open.map(() => 1),
		rows: problem.rows.map(({ min, max }, r) => {
			const index = problem.inRow[r]!.flatMap((t) => at.get(t) ?? []);
			return { lower: of * min - sums[r]!, upper: of * max - sums[r]!, index, value: index.map(() => 1) };
		}),
		whole: true
	});
	if (!solved.ok) return null;
	return floor.map((low, t) => low + (at.has(t) ? Math.round(solved.x[at.get(t)!]!) : 0));
}
