import type { Selectable } from 'kysely';
import type { Scores } from '#db/kinds.ts';
import type { BandFreezes, Bands, Standings } from '#db/tables.ts';
import type { Criterion, Track } from '#domain/calls/rules.ts';
import { Refusal, refusal } from '#lib/refusal.ts';
import { meanScore, ownScore } from '#domain/reviews/rules.ts';

export const bands = ['accept', 'draw', 'decline'] as const;
export type Band = (typeof bands)[number];
/** The cut lines of one track. Without `accept_from` nobody is accepted outright. */
export type CutLines = Pick<Selectable<Bands>, 'accept_from' | 'draw_from'>;
export type Freeze = Selectable<BandFreezes>;
export type Standing = Selectable<Standings>;

/** One application as its finished reviews show it: mean, and from the lowest to the highest reviewer. */
export type Scored = { score: number | null; low: number | null; high: number | null; reviews: number };

/** What the finished reviews of one application, and ratings given elsewhere (in thousandths), say together. */
export function scored(
	reviews: Scores[],
	criteria: Pick<Criterion, 'key' | 'weight'>[],
	ratings: number[] = []
): Scored {
	const own = reviews.map((scores) => ownScore(scores, criteria)).filter((score) => score !== null);
	const all = [...own, ...ratings.map((points) => points / 1000)];
	return {
		score: ratings.length ? meanOf(all) : meanScore(reviews, criteria),
		low: all.length ? Math.min(...all) : null,
		high: all.length ? Math.max(...all) : null,
		reviews: reviews.length + ratings.length
	};
}

// Sums of thousandths are whole numbers.
function meanOf(scores: number[]): number {
	return Math.round(scores.reduce((sum, score) => sum + Math.round(1000 * score), 0) / scores.length) / 1000;
}

/** The band a score falls in: a score on a line belongs above it. No score, no way in. */
export function bandOf(score: number | null, lines: CutLines): Band {
	if (score === null) return 'decline';
	if (lines.accept_from !== null && score >= lines.accept_from) return 'accept';
	return score >= lines.draw_from ? 'draw' : 'decline';
}

/** How many fall in each band. */
export function countBands(scores: (number | null)[], lines: CutLines): Record<Band, number> {
	const counts = { accept: 0, draw: 0, decline: 0 };
	for (const score of scores) counts[bandOf(score, lines)]++;
	return counts;
}

/** Refuses lines that would accept more than the track has places. */
export function checkPlaces(track: Pick<Track, 'name' | 'places'>, accepted: number): void {
	if (accepted > track.places) throw tooManyAccepted(track, accepted);
}

export function tooManyAccepted(track: Pick<Track, 'name' | 'places'>, accepted: number): Refusal {
	const detail = { track: bothWords(track), accepted, places: track.places };
	return new Refusal('invalid', 'reviews.too-many-accepted', {
		detail,
		fields: { accept_from: 'reviews.too-many-accepted' }
	});
}

/** Some applications have no finished review: the first few are named. */
export function unreviewedLeft(numbers: string[]): Refusal {
	const named = numbers.slice(0, 8).join(', ') + (numbers.length > 8 ? ' …' : '');
	return refusal('conflict', 'reviews.unreviewed-left', { count: numbers.length, named });
}

export const unscreenedLeft = (count: number) => refusal('conflict', 'reviews.unscreened-left', { count });
export const bandsMissing = (track: Pick<Track, 'name'>) =>
	refusal('conflict', 'reviews.bands-missing', { track: bothWords(track) });
/** A joint draw gives everybody eligible their place by their ranking: none can be taken out of it beforehand. */
export const acceptsInJoint = () => refusal('conflict', 'draws.accepts-in-joint');
export const nothingToFreeze = () => refusal('conflict', 'reviews.nothing-to-freeze');

// A refusal knows no language: it names the track in both.
export function bothWords({ name }: Pick<Track, 'name'>): string {
	return [...new Set([name.ko, name.en])].filter(Boolean).join(' · ');
}
