import { numbersFrom } from './chance-source.ts';
import type { Problem } from './problem.ts';
import type { Highs } from './solver.ts';
import { roundTotals, unfold } from './unfold.ts';
import { mixTo, type Mixture } from './weights.ts';

/** A lottery over whole panels: `of` equally likely ones, `times` of them alike; `counts` has one number for each type. */
export type Panels = {
	readonly of: number;
	readonly panels: readonly { readonly times: number; readonly counts: readonly number[] }[];
};

/** Published lotteries are over so many panels: a number of nine digits is drawn. */
export const OF = 1_000_000_000;

/**
 * Whole panels that together draw x_t of every type, to a few billionths: each keeps every bound and row of the problem, and the
 * times sum to OF. Null when no lottery over whole panels does.
 */
export function realise(highs: Highs, problem: Problem, x: readonly number[]): Panels | null {
	const of = 2 ** Math.max(6, Math.ceil(Math.log2(1.5 * problem.lines.length)));
	const totals = roundTotals(highs, problem, x, of);
	const given = totals && unfold(highs, problem, { totals, of }, numbersFrom(1));
	const { mixture, isReached } = mixTo(highs, problem, x, given ?? []);
	return isReached ? weighted(mixture) : null;
}

/** Weights as whole numbers that sum to OF: rounded down, and the largest remainders up. */
export function weighted({ panels, weights }: Mixture, of = OF): Panels {
	const sum = weights.reduce((total, weight) => total + Math.max(0, weight), 0);
	const exact = weights.map((weight) => (Math.max(0, weight) / sum) * of);
	const times = exact.map(Math.floor);
	const order = exact.map((_, p) => p).sort((a, b) => exact[b]! - times[b]! - (exact[a]! - times[a]!) || a - b);
	const left = of - times.reduce((total, one) => total + one, 0);
	for (let i = 0; i < left; i++) times[order[i % order.length]!]!++;
	const used = panels.flatMap((counts, p) => (times[p]! > 0 ? [{ times: times[p]!, counts }] : []));
	return { of, panels: used };
}
