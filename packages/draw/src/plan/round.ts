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
	const part = exact.map((one, t) => one - low[t]!);
	for (const near of [of * TIGHT, -1]) {
		const { rowLow, rowHigh } = ranges(problem, exact, of, near);
		search.take({ low, part, rowLow, rowHigh });
		search.spread(0.5);
		if (search.settle()) return Array.from(search.counts);
	}
	return roundBySolver(highs, problem, exact, of);
}

/** A row so near its minimum or maximum, for each panel, is meant to be there; slack would be a loss for those it proves best. */
const TIGHT = 2e-8;

/** The ranges of rows over `of` panels; rows as near to an end as `near` are held there. */
function ranges({ rows, inRow }: Problem, exact: readonly number[], of: number, near: number) {
	const sums = inRow.map((types) => types.reduce((sum, t) => sum + exact[t]!, 0));
	return {
		rowLow: rows.map(({ min, max }, r) => of * (of * max - sums[r]! <= near ? max : min)),
		rowHigh: rows.map(({ min, max }, r) => of * (sums[r]! - of * min <= near && of * max - sums[r]! > near ? min : max))
	};
}

function roundBySolver(highs: Highs, problem: Problem, exact: readonly number[], of: number): number[] | null {
	const floor = exact.map(Math.floor);
	const open = exact.flatMap((one, t) => (one > floor[t]! ? [t] : []));
	const at = new Map(open.map((t, i) => [t, i]));
	const sums = rowSums(problem, floor);
	const rounding = {
		cost: open.map((t) => floor[t]! - exact[t]! + 0.5),
		lower: open.map(() => 0),
		upper: open.map(() => 1),
		rows: problem.rows.map(({ min, max }, r) => {
			const index = problem.inRow[r]!.flatMap((t) => at.get(t) ?? []);
			return { lower: of * min - sums[r]!, upper: of * max - sums[r]!, index, value: index.map(() => 1) };
		}),
		whole: true
	};
	const solved = solveOnce(highs, rounding, problem.effort);
	if (!solved.ok) return null;
	return floor.map((low, t) => low + (at.has(t) ? Math.round(solved.x[at.get(t)!]!) : 0));
}
