import { bandOf, type Band, type CutLines } from './rules.ts';

/** One scored application in the picture of a track: its score, between what, and its band where no line says it. */
export type Point = { score: number; low: number | null; high: number | null; band?: Band };
/** How many applications have each score, best first; null is no score. */
export type Tally = [score: number | null, count: number][];
/** The scores of one track, as small as they can be drawn and counted from. */
export type TrackScores = { tally: Tally; points: Point[] };

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
