import { numbersFrom } from './chance-source.ts';
import { faceOf, onTop, openPart, type Face, type Totals } from './face.ts';
import { listPanels } from './list.ts';
import type { Problem } from './problem.ts';
import { Search } from './search.ts';

/** A panel, and how many like it are taken. */
export type Taken = { readonly times: number; readonly counts: readonly number[] };

/**
 * Takes whole panels off totals, each as often as what is left keeps every bound and row (Carathéodory's theorem, in whole
 * numbers). A panel has of each type, and in each row, what is left on average, rounded down or up. Taken as often as
 * possible it leaves one more of them with a whole average, which stays whole: there are at most types + rows panels.
 * Stops, with something left, where the search finds no such panel.
 */
export function peel(problem: Problem, from: Totals): { taken: Taken[]; left: Totals } {
	const search = new Search(problem, numbersFrom(1));
	const totals = [...from.totals];
	const taken: Taken[] = [];
	let of = from.of;
	while (of > 0) {
		const face = faceOf(problem, { totals, of });
		search.take(face);
		if (taken.length === 0) search.spread(0.5);
		if (!search.settle() && !search.put(anyPanel(problem, face))) break;
		const times = longest(face, search, of);
		taken.push({ times, counts: Array.from(search.counts) });
		search.counts.forEach((count, t) => (totals[t]! -= times * count));
		of -= times;
	}
	return { taken, left: { totals, of } };
}

/** A panel by trying all; null when there is none, or too much to try. */
function anyPanel(problem: Problem, face: Face): number[] | null {
	const { free, open } = openPart(problem, face);
	const { found } = listPanels(
		open,
		1,
		free.map((t) => face.part[t]!)
	);
	return found[0] ? onTop(face, free, found[0]) : null;
}

/** How often a panel can be taken until one of the averages is whole. */
function longest({ low, spare, rowLow, rowSpare }: Face, { counts, rowSums }: Search, of: number): number {
	let times = of;
	const meet = (isUp: boolean, left: number) => {
		if (left > 0) times = Math.min(times, isUp ? left : of - left);
	};
	spare.forEach((left, t) => meet(counts[t]! > low[t]!, left));
	rowSpare.forEach((left, r) => meet(rowSums[r]! > rowLow[r]!, left));
	return times;
}
