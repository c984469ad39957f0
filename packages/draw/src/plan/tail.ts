import { listPanels } from './list.ts';
import { faceOf, onTop, openPart, type Face, type Totals } from './face.ts';
import type { Taken } from './peel.ts';
import type { Problem } from './problem.ts';
import type { Highs } from './solver.ts';
import { mixTo, Pricing, wholeWeights } from './weights.ts';

/** More panels than this are not listed. */
const MOST_LISTED = 2500;

/** For each type: panels that are too few to be worth weighing, and panels weighed first; how many better ones are added at a time. */
const FEW = 8;
const FIRST = 2;
const ADDED = 8;

/** All panels between the averages of some totals. */
export type Listed = {
	readonly face: Face;
	readonly free: readonly number[];
	readonly open: Problem;
	readonly found: readonly number[][];
	/** so few that they hardly can draw the totals */
	readonly isFew: boolean;
};

/** Lists all panels that have of each type, and in each row, the average rounded down or up. Null when they are too many. */
export function listRest(problem: Problem, rest: Totals): Listed | null {
	const face = faceOf(problem, rest);
	const { free, open } = openPart(problem, face);
	const { found, isAll } = listPanels(open, MOST_LISTED);
	return isAll ? { face, free, open, found, isFew: found.length < FEW * free.length } : null;
}

/**
 * Weighs listed panels so that they draw totals that peeling could not finish, by a linear program with a row for each of the
 * few types whose average isn't whole; the other types stay where they are. Null when they can't.
 */
export function weighRest(highs: Highs, rest: Totals, { face, free, open, found }: Listed): Taken[] | null {
	if (found.length === 0) return null;
	const every = Math.max(1, Math.floor(found.length / (FIRST * free.length)));
	const x = free.map((t) => face.spare[t]! / rest.of);
	const { mixture, isReached } = mixTo(highs, open, x, {
		given: found.filter((_, i) => i % every === 0),
		price: (prices, asked) => bestOf(found, prices, asked)
	});
	if (!isReached) return null;
	return wholeWeights(mixture, rest.of).map(({ times, counts }) => ({ times, counts: onTop(face, free, counts) }));
}

/**
 * The same for more of the rest, of which too many panels could be listed: from those `given`, which have the averages
 * rounded down or up, and those that the solver finds better.
 */
export function weighBySolver(
	highs: Highs,
	problem: Problem,
	rest: Totals,
	given: readonly (readonly number[])[]
): Taken[] | null {
	const face = faceOf(problem, rest);
	const { free, open } = openPart(problem, face);
	const x = free.map((t) => face.spare[t]! / rest.of);
	const pricing = new Pricing(highs, open);
	try {
		const { mixture, isReached } = mixTo(highs, open, x, {
			given: given.map((counts) => free.map((t) => counts[t]! - face.low[t]!)),
			price: (prices, asked) => pricing.better(prices, asked)
		});
		if (!isReached) return null;
		return wholeWeights(mixture, rest.of).map(({ times, counts }) => ({ times, counts: onTop(face, free, counts) }));
	} finally {
		pricing.dispose();
	}
}

/** The listed panels worth most, where more than is asked. */
function bestOf(list: readonly number[][], prices: readonly number[], asked: number): readonly number[][] {
	const better: { panel: number[]; worth: number }[] = [];
	for (const panel of list) {
		let worth = 0;
		for (let t = 0; t < panel.length; t++) if (panel[t]! > 0) worth += panel[t]! * prices[t]!;
		if (worth > asked) better.push({ panel, worth });
	}
	return better
		.sort((a, b) => b.worth - a.worth)
		.slice(0, ADDED)
		.map(({ panel }) => panel);
}
