import type { Totals } from './face.ts';
import { peel, type Taken } from './peel.ts';
import type { Problem } from './problem.ts';
import { roundTotals } from './round.ts';
import type { Highs } from './solver.ts';
import { listRest, weighRest, type Listed } from './tail.ts';
import { mixTo, Pricing, wholeWeights } from './weights.ts';

/** A lottery over whole panels: `of` equally likely ones, `times` of them alike; `counts` has one number for each type. */
export type Panels = { readonly of: number; readonly panels: readonly Taken[] };

/** Published lotteries are over so many panels: a number of nine digits is drawn. */
export const OF = 1_000_000_000;

/** So many panels more are given back at a time when peeling ends early, and so many at most. */
const BACK = 2;
const MOST_BACK = 48;

/**
 * Whole panels that together draw x_t of every type, to a few billionths (SPEC §6.5): each keeps every bound and row of
 * the problem, and the times sum to OF. Nearly all are peeled off in whole numbers; the last hundredth or so, where there
 * is too little choice left for that, is weighed as a small linear program together with the panels peeled last.
 * Null when no lottery over whole panels draws x.
 */
export function realise(highs: Highs, problem: Problem, x: readonly number[]): Panels | null {
	const totals = roundTotals(highs, problem, x, OF);
	const peeled = totals ? peel(problem, { totals, of: OF }) : { taken: [], left: { totals: [], of: OF } };
	if (peeled.left.of === 0) return { of: OF, panels: peeled.taken };
	const panels = totals && finish(highs, problem, peeled);
	if (panels) return { of: OF, panels };
	return mixAll(
		highs,
		problem,
		x,
		peeled.taken.map(({ counts }) => counts)
	);
}

/** Weighs what is left, with more and more of the panels peeled last given back. */
function finish(
	highs: Highs,
	problem: Problem,
	{ taken, left }: { taken: readonly Taken[]; left: Totals }
): Taken[] | null {
	const totals = [...left.totals];
	let of = left.of;
	let listed: Listed | null = null;
	for (let cut = taken.length; cut > 0 && cut > taken.length - MOST_BACK;) {
		for (const { times, counts } of taken.slice(Math.max(0, cut - BACK), cut)) {
			counts.forEach((count, t) => (totals[t]! += times * count));
			of += times;
		}
		cut = Math.max(0, cut - BACK);
		listed = listRest(problem, { totals, of }, taken.slice(cut), listed);
		if (listed.isFew && cut > 0) continue;
		const rest = weighRest(highs, { totals, of }, listed);
		if (rest) return [...taken.slice(0, cut), ...rest];
	}
	return null;
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
