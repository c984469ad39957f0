import { bandOf, type Band, type CutLines } from './bands.rules.ts';

/** One scored application in the picture of a track: its score, between what, and its band where no line says it. */
export type Point = { score: number; low: number | null; high: number | null; band?: Band };
/** How many applications have each score, best first; null is no score. */
export type Tally = [score: number | null, count: number][];
/** The scores of one track, as small as they can be drawn and counted from. */
export type TrackScores = { tally: Tally; points: Point[] };

/** What the list of the board asks for: a piece of a number or name, what is amiss, a page from 1. */
export type BoardSearch = { q: string; show: string; page: number };
type Listed = {
	number: string | null;
	organisation: string;
	score: number | null;
	assigned: number;
	conflicts: number;
};

export const boardPageSize = 40;
// More would be finer than a screen.
const mostPoints = 400;

/**
 * The scores of a track for its picture and its counts. The counts stay exact whatever the number; of more than 400
 * applications the picture shows 400, evenly spaced from best to last.
 */
export function trackScores(
	rows: { score: number | null; low: number | null; high: number | null; band?: Band }[]
): TrackScores {
	const ranked = rows
		.filter((row): row is Point => row.score !== null)
		.sort((a, b) => b.score - a.score || (b.low ?? 0) - (a.low ?? 0));
	const shown = Math.min(ranked.length, mostPoints);
	const points = Array.from({ length: shown }, (_, at) => ranked[Math.floor(((at + 0.5) * ranked.length) / shown)]!);
	const unscored = rows.length - ranked.length;
	return {
		tally: [...tallyOf(ranked), ...(unscored ? ([[null, unscored]] as Tally) : [])],
		points: points.map(({ score, low, high, band }) => ({ score, low, high, ...(band && { band }) }))
	};
}

function tallyOf(ranked: Point[]): Tally {
	const counts = new Map<number, number>();
	for (const { score } of ranked) counts.set(score, (counts.get(score) ?? 0) + 1);
	return [...counts];
}

/** How many of a tally fall in each band. */
export function countTally(tally: Tally, lines: CutLines): Record<Band, number> {
	const counts = { accept: 0, draw: 0, decline: 0 };
	for (const [score, count] of tally) counts[bandOf(score, lines)] += count;
	return counts;
}

/** One page of the board's list, best first. `each` is how many reviewers an application should have. */
export function boardPage<Row extends Listed>(rows: Row[], search: BoardSearch, each: number) {
	const asked = rows
		.filter((row) => search.show !== 'short' || row.assigned < each)
		.filter((row) => search.show !== 'conflict' || row.conflicts > 0)
		.sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || ((a.number ?? '') < (b.number ?? '') ? -1 : 1));
	return pageOf(asked, search);
}

/** One page of a list in its order, of the rows whose number or name has what is looked for. */
export function pageOf<Row extends Pick<Listed, 'number' | 'organisation'>>(rows: Row[], search: BoardSearch) {
	const q = plain(search.q);
	const found = rows.filter((row) => q === '' || plain(`${row.number} ${row.organisation}`).includes(q));
	const pages = Math.max(1, Math.ceil(found.length / boardPageSize));
	const page = Math.min(search.page, pages);
	const from = (page - 1) * boardPageSize;
	return { shown: found.slice(from, from + boardPageSize), found: found.length, from, page, pages };
}

/** What an address asks of the list. */
export function searchIn(asked: URLSearchParams): BoardSearch {
	return {
		q: (asked.get('q') ?? '').slice(0, 60),
		show: asked.get('show') ?? 'all',
		page: Math.max(1, Number.parseInt(asked.get('page') ?? '1', 10) || 1)
	};
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
