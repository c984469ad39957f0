import { onTop, type Totals } from './face.ts';
import { peel, type Taken } from './peel.ts';
import type { Problem } from './problem.ts';
import { roundTotals } from './round.ts';
import type { Highs } from './solver.ts';
import { listRest, weighBySolver, weighRest } from './tail.ts';
import { mixTo, Pricing, wholeWeights } from './weights.ts';

/** A lottery over whole panels: `of` equally likely ones, `times` of them alike; `counts` has one number for each type. */
export type Panels = { readonly of: number; readonly panels: readonly Taken[] };

/** Published lotteries are over so many panels: a number of nine digits is drawn. */
export const OF = 1_000_000_000;

/** So many panels more are given back at a time when peeling ends early. */
const BACK = 2;

/** Where that doesn't help, so many of the last panels are peeled anew in another order, a few times. */
const ANEW = 30;
const ATTEMPTS = 3;

/**
 * Whole panels that together draw x_t of every type, to a few billionths (SPEC §6.5): each keeps every bound and row of
 * the problem, and the times sum to OF. Nearly all are peeled off in whole numbers; the last hundredth or so, where there
 * is too little choice left for that, is weighed as a small linear program together with the panels peeled last.
 * Null when no lottery over whole panels draws x.
 */
export function realise(highs: Highs, problem: Problem, x: readonly number[]): Panels | null {
	const totals = roundTotals(highs, problem, x, OF);
	if (!totals) return mixAll(highs, problem, x, []);
	let end: End = { taken: [], left: { totals, of: OF }, listed: [] };
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const kept = end.taken.slice(0, -ANEW);
		const { taken, left } = peel(problem, giveBack(end.left, end.taken.slice(kept.length)), attempt);
		end = { taken: [...kept, ...taken], left, listed: [] };
		const panels = left.of === 0 ? end.taken : finish(highs, problem, end);
		if (panels) return { of: OF, panels };
	}
	const panels = finishBySolver(highs, problem, end);
	if (panels) return { of: OF, panels };
	const given = end.taken.map(({ counts }) => counts);
	return mixAll(highs, problem, x, given);
}

/** Where peeling ended: what was taken, what is left, and panels listed on the way that fit what is left and the last taken. */
type End = { readonly taken: readonly Taken[]; readonly left: Totals; listed: readonly (readonly number[])[] };

/** Weighs what is left, with more and more of the panels peeled last given back, while all panels can be listed. */
function finish(highs: Highs, problem: Problem, end: End): Taken[] | null {
	const { taken, left } = end;
	for (let back = BACK; ; back += BACK) {
		const cut = Math.max(0, taken.length - back);
		const rest = giveBack(left, taken.slice(cut));
		const listed = listRest(problem, rest);
		if (!listed) return null;
		end.listed = listed.found.map((counts) => onTop(listed.face, listed.free, counts));
		const weighed = listed.isFew && cut > 0 ? null : weighRest(highs, rest, listed);
		if (weighed) return [...taken.slice(0, cut), ...weighed];
		if (cut === 0) return null;
	}
}

/** The same with so many given back that the solver has to find the panels. */
function finishBySolver(highs: Highs, problem: Problem, { taken, left, listed }: End): Taken[] | null {
	for (let back = ANEW; back / 2 < taken.length; back *= 2) {
		const cut = Math.max(0, taken.length - back);
		const again = taken.slice(cut);
		const given = [...again.map(({ counts }) => counts), ...listed];
		const weighed = weighBySolver(highs, problem, giveBack(left, again), given);
		if (weighed) return [...taken.slice(0, cut), ...weighed];
	}
	return null;
}

function giveBack({ totals, of }: Totals, taken: readonly Taken[]): Totals {
	return {
		totals: totals.map((total, t) => taken.reduce((sum, { times, counts }) => sum + times * counts[t]!, total)),
		of: taken.reduce((sum, { times }) => sum + times, of)
	};
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
