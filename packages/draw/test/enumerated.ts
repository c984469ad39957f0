import { rowSums, type Problem } from '../src/plan/problem.ts';
import { solveOnce, type Highs } from '../src/plan/solver.ts';

/** All panels of a small problem, by trying every vector of counts. */
export function panelsOf(problem: Problem): number[][] {
	const panels: number[][] = [];
	const fill = (counts: number[], left: number) => {
		const t = counts.length;
		if (t === problem.lines.length) {
			if (
				left === 0 &&
				rowSums(problem, counts).every((sum, r) => problem.rows[r]!.min <= sum && sum <= problem.rows[r]!.max)
			)
				panels.push(counts);
			return;
		}
		for (let c = problem.low[t]!; c <= Math.min(left, problem.high[t]!); c++) fill([...counts, c], left - c);
	};
	fill([], problem.rows[0]!.min);
	return panels;
}

/**
 * The best chance of all types in `raised` at once, over all mixtures of the panels that give every other type at least its
 * chance in `kept`.
 */
function raise(
	highs: Highs,
	size: readonly number[],
	panels: number[][],
	on: { raised: number[]; kept: number[] }
): number {
	const all = panels.map((_, p) => p + 1);
	const rows = size.map((m, t) => {
		const isRaised = on.raised.includes(t);
		const value = panels.map((panel) => panel[t]! / m);
		return {
			lower: isRaised ? 0 : on.kept[t]! - 1e-9,
			upper: highs.infinity,
			index: isRaised ? [0, ...all] : all,
			value: isRaised ? [-1, ...value] : value
		};
	});
	const solved = solveOnce(highs, {
		cost: [-1, ...all.map(() => 0)],
		lower: [0, ...all.map(() => 0)],
		upper: [1, ...all.map(() => 1)],
		rows: [...rows, { lower: 1, upper: 1, index: all, value: all.map(() => 1) }]
	});
	if (!solved.ok) throw new Error('no mixture');
	return solved.x[0]!;
}

/** Leximin chances by definition: raise all that are open together, settle those that can't go higher alone, go on. */
export function leximinOver(highs: Highs, size: readonly number[], panels: number[][]): number[] {
	const kept = size.map(() => 0);
	let open = size.map((_, t) => t);
	while (open.length) {
		const level = raise(highs, size, panels, { raised: open, kept });
		for (const t of open) kept[t] = level;
		open = open.filter((t) => raise(highs, size, panels, { raised: [t], kept }) > level + 1e-6);
	}
	return kept;
}
