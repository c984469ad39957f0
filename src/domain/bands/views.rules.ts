import type { Track } from '#domain/calls/rules.ts';
import { agreementOf, type Agreement } from './agreement.rules.ts';
import type { Band, CutLines } from './rules.ts';
import { trackScores, type TrackScores } from './board.rules.ts';
import type { Calibration, Lack, Rating } from './calibration.rules.ts';
import { placedIn, type Cut, type Method, type Move, type Placed } from './methods.rules.ts';

/** A reviewer in the pictures: how often they gave which score, and their leniency where it is known. */
export type ReviewerSpread = {
	name: string;
	reviews: number;
	/** How many of their scores lie in each half point from 1 to 5. */
	counts: number[];
	leniency: { effect: number; error: number } | null;
};

/** One track as the page of bands shows it. */
export type TrackView = {
	track: Track;
	/** Live applications, and those nobody has scored. */
	live: number;
	unscored: number;
	lines: CutLines | null;
	lack: Lack | null;
	scores: TrackScores;
	/** By a way from intervals: how many in each band, and the lowest and highest chance of those drawn; with quotas, whose chances are planned for all tracks at once, none. */
	cut: {
		counts: Record<Band, number>;
		chances: { least: Fraction; most: Fraction } | null;
		line: number | null;
	} | null;
	calibration: Pick<Calibration, 'spreads' | 'evidence' | 'hasReviewers' | 'anonymous' | 'ratings'>;
	agreement: Agreement;
	reviewers: ReviewerSpread[];
	/** Who would be in another band with the other basis; null where there is no other. */
	moves: Move[] | null;
};
type Fraction = readonly [number, number];

type Weighed = {
	track: Track;
	applications: { id: string; raw: number | null; reviews: number }[];
	ratings: Rating[];
	calibration: Calibration;
	lines: CutLines | null;
};

/** All that a page shows of one track; `cuts` is what becomes of each application, where something is cut already. */
export function viewOf(
	weighed: Weighed,
	{
		method,
		cuts,
		moves,
		hasQuotas
	}: { method: Method; cuts: Map<string, Cut> | null; moves: Move[] | null; hasQuotas: boolean },
	nameOf: (reviewer: string) => string
): TrackView {
	const { track, applications, ratings, calibration, lines } = weighed;
	const all = placedIn(weighed, method);
	const isByLines = method.way === 'lines' || cuts === null;
	const { lack, spreads, evidence, hasReviewers, anonymous } = calibration;
	return {
		...{ track, lines, lack, moves, live: applications.length },
		unscored: applications.filter(({ reviews }) => reviews === 0).length,
		scores: trackScores(
			all.map(({ id, score, interval }) => ({
				...{ score, low: interval?.low ?? null, high: interval?.high ?? null },
				...(!isByLines && { band: cuts.get(id)!.band })
			}))
		),
		cut: isByLines
			? null
			: { ...told(cuts, hasQuotas), line: method.way === 'line' ? lineOf(all, track.places) : null },
		calibration: { spreads, evidence, hasReviewers, anonymous, ratings: ratings.length },
		agreement: agreementOf(ratings),
		reviewers: spreadsBy(ratings, calibration, nameOf)
	};
}

function told(cuts: Map<string, Cut>, hasQuotas: boolean) {
	const counts = { accept: 0, draw: 0, decline: 0 };
	const drawn: Fraction[] = [];
	for (const { band, chance } of cuts.values()) {
		counts[band]++;
		if (band === 'draw' && chance) drawn.push(chance);
	}
	drawn.sort(([a, b], [c, d]) => a / b - c / d);
	return { counts, chances: drawn.length && !hasQuotas ? { least: drawn[0]!, most: drawn.at(-1)! } : null };
}

// The middle of the interval that has the last place, as the draw finds it.
function lineOf(all: Placed[], places: number): number | null {
	const middles = all.flatMap(({ interval }) => (interval ? [(interval.low + interval.high) / 2] : []));
	return middles.sort((a, b) => b - a)[places - 1] ?? null;
}

function spreadsBy(
	ratings: Rating[],
	{ reviewers }: Calibration,
	nameOf: (reviewer: string) => string
): ReviewerSpread[] {
	const named = ratings.filter((rating): rating is Rating & { reviewer: string } => rating.reviewer !== null);
	const leniencyOf = new Map(reviewers.map((one) => [one.reviewer, one]));
	return [...Map.groupBy(named, ({ reviewer }) => reviewer)]
		.map(([reviewer, own]) => {
			const counts = Array.from({ length: 8 }, () => 0);
			for (const { points } of own) counts[Math.min(7, Math.floor((points - 1000) / 500))]! += 1;
			const known = leniencyOf.get(reviewer);
			const leniency = known ? { effect: known.effect, error: known.error } : null;
			return { name: nameOf(reviewer), reviews: own.length, counts, leniency };
		})
		.sort((a, b) => (b.leniency?.effect ?? 0) - (a.leniency?.effect ?? 0) || (a.name < b.name ? -1 : 1));
}
