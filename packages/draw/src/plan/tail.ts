import { listPanels } from './list.ts';
import { faceOf, onTop, openPart, type Face, type Totals } from './face.ts';
import type { Taken } from './peel.ts';
import type { Problem } from './problem.ts';
import type { Highs } from './solver.ts';
import { mixTo, Pricing, wholeWeights, type Price } from './weights.ts';

/** More panels than this are not listed. */
const MOST_LISTED = 4000;

/** For each type: panels that are too few to be worth weighing; panels weighed first. And how many better ones are added at a time. */
const FEW = 5;
const FIRST = 2;
const ADDED = 8;

/** All panels between the averages of some totals, or the first of them when there are too many. */
export type Listed = {
	readonly face: Face;
	readonly free: readonly number[];
	readonly open: Problem;
	readonly found: readonly number[][];
	readonly isAll: boolean;
	/** so few that they hardly can draw the totals */
	readonly isFew: boolean;
};

/** Lists panels. Where there are too many, those `peeled` and those listed `before` for less of the rest are added: they fit too. */
export function listRest(problem: Problem, rest: Totals, peeled: readonly Taken[], before: Listed | null): Listed {
	const face = faceOf(problem, rest);
	const { free, open } = openPart(problem, face);
	const { found, isAll } = listPanels(open, MOST_LISTED);
	if (!isAll) {
		const listed = before?.found.map((counts) => onTop(before.face, before.free, counts)) ?? [];
		for (const all of [...listed, ...peeled.map(({ counts }) => counts)])
			found.push(free.map((t) => all[t]! - face.low[t]!));
	}
	return { face, free, open, found, isAll, isFew: isAll && found.length < FEW * free.length };
}

/**
 * Weighs listed panels so that they draw totals that peeling could not finish, by a linear program with a row for each of the
 * few types whose average isn't whole; the other types stay where they are. Null when they can't.
 */
export function weighRest(highs: Highs, rest: Totals, { face, free, open, found, isAll }: Listed): Taken[] | null {
	const every = Math.max(1, Math.floor(found.length / (FIRST * free.length)));
	const x = free.map((t) => face.spare[t]! / rest.of);
	const pricing = isAll ? null : new Pricing(highs, open);
	try {
		const price: Price = (prices, asked) => {
			const better = bestOf(found, prices, asked);
			return better.length || !pricing ? better : pricing.better(prices, asked);
		};
		const { mixture, isReached } = mixTo(highs, open, x, { given: found.filter((_, i) => i % every === 0), price });
		if (!isReached) return null;
		return wholeWeights(mixture, rest.of).map(({ times, counts }) => ({ times, counts: onTop(face, free, counts) }));
	} finally {
		pricing?.dispose();
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
