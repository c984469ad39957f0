import type { Totals } from './face.ts';
import { peel, type Taken } from './peel.ts';
import type { Problem } from './problem.ts';
import { roundTotals } from './round.ts';
import type { Highs } from './solver.ts';
import { weighRest } from './tail.ts';
import { mixTo, Pricing, wholeWeights } from './weights.ts';

/** A lottery over whole panels: `of` equally likely ones, `times` of them alike; `counts` has one number for each type. */
export type Panels = { readonly of: number; readonly panels: readonly Taken[] };

/** Published lotteries are over so many panels: a number of nine digits is drawn. */
export const OF = 1_000_000_000;

/** So many of the panels peeled last are given back when peeling ends early; twice as many when those aren't enough. */
const BACK = 40;

/**
 * Whole panels that together draw x_t of every type, to a few billionths (SPEC §6.5): each keeps every bound and row of
 * the problem, and the times sum to OF. Nearly all are peeled off in whole numbers; the last hundredth or so, where there
 * is too little choice left for that, is weighed as a small linear program together with the panels peeled last.
 * Null when no lottery over whole panels draws x.
 */
export function realise(highs: Highs, problem: Problem, x: readonly number[]): Panels | null {
	const totals = roundTotals(highs, problem, x, OF);
	if (!totals) return mixAll(highs, problem, x, []);
	const { taken, left } = peel(problem, { totals, of: OF });
	const panels = left.of === 0 ? taken : finish(highs, problem, taken, left);
	if (panels) return { of: OF, panels };
	const given = taken.map(({ counts }) => counts);
	return mixAll(highs, problem, x, given);
}

/** Weighs what is left, with more and more of the panels peeled last given back. */
function finish(highs: Highs, problem: Problem, taken: readonly Taken[], left: Totals): Taken[] | null {
	for (let back = BACK; ; back *= 2) {
		const cut = Math.max(0, taken.length - back);
		const again = taken.slice(cut);
		const rest = {
			totals: left.totals.map((total, t) => again.reduce((sum, { times, counts }) => sum + times * counts[t]!, total)),
			of: again.reduce((sum, { times }) => sum + times, left.of)
		};
		const given = again.map(({ counts }) => counts);
		const weighed = weighRest(highs, problem, rest, given);
		if (weighed) return [...taken.slice(0, cut), ...weighed];
		if (cut === 0) return null;
	}
}

/** All at once: a linear program with a row for each type, and the solver to find panels. */
function mixAll(
	highs: Highs,
	problem: Problem,
	x: readonly number[],
	given: readonly (readonly number[])[]
): Panels | null {
	const pricing = new Pricing(highs, problem);
	try {
		const first = given.length ? [] : [pricing.best(x)?.panel ?? []];
		if (first[0]?.length === 0) return null;
		const { mixture, isReached } = mixTo(highs, problem, x, {
			given: [...given, ...first],
			price: (prices, asked) => pricing.better(prices, asked)
		});
		return isReached ? { of: OF, panels: wholeWeights(mixture, OF) } : null;
	} finally {
		pricing.dispose();
	}
}
