import type { Certificate } from '../certificate.ts';
import type { Problem } from './problem.ts';
import { solveOnce, type Highs } from './solver.ts';

/**
 * Expected numbers drawn in which every chance that is open is at least `least` and the largest of them is as small as can
 * be (SPEC §6.7). Null when there are none.
 */
export function evenest(highs: Highs, problem: Problem, least: number): number[] | null {
	const { size, low, high, rows, inRow } = problem;
	const T = size.length;
	const open = size.flatMap((_, t) => (low[t]! < high[t]! ? [t] : []));
	const solved = solveOnce(highs, {
		cost: [...size.map(() => 0), 1],
		lower: [...size.map((m, t) => (low[t]! < high[t]! ? Math.max(low[t]!, m * least) : low[t]!)), least],
		upper: [...high, 1],
		rows: [
			...rows.map(({ min, max }, r) => ({ lower: min, upper: max, index: inRow[r]!, value: inRow[r]!.map(() => 1) })),
			...open.map((t) => ({ lower: -highs.infinity, upper: 0, index: [t, T], value: [1, -size[t]!] }))
		]
	});
	return solved.ok ? [...solved.x].slice(0, T) : null;
}

/** The part of a leximin certificate that proves the least chance: all levels but the first lie higher, and aren't proved. */
export function firstLevel({ levels, proofs }: Certificate): Certificate {
	return { levels: levels.map((level) => Math.min(level, 1)), proofs: proofs.slice(0, 1) };
}
