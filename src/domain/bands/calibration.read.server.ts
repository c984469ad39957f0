import { createHash } from 'node:crypto';
import { aside } from '#lib/aside.server.ts';
import type { Reader } from '#lib/db.server.ts';
import type { Criterion, Track } from '#domain/calls/rules.ts';
import { scored, type CutLines } from './rules.ts';
import { calibrated, type Calibration, type Rating } from './calibration.rules.ts';
import { usualMethod, type Method } from './methods.rules.ts';
import { ratingsOf } from './ratings.read.server.ts';
import {
	applicationsUnderReview,
	assignmentsOf,
	criteriaOf,
	freezeOf,
	type AssignmentRow,
	type Reviewed
} from '#domain/reviews/read.server.ts';
import { bandsOf } from './read.server.ts';
import { ownScore } from '#domain/reviews/rules.ts';

/** How the bands of a call are to be cut: as frozen, as chosen, or as usual. */
export async function methodOf(db: Reader, callId: string): Promise<Method> {
	const frozen = await freezeOf(db, callId);
	if (frozen) return methodIn(frozen);
	const row = await db
		.selectFrom('band_methods')
		.select(['basis', 'way', 'level', 'slope'])
		.where('call_id', '=', callId)
		.executeTakeFirst();
	return row ? methodIn(row) : usualMethod;
}

type Stored = { basis: string; way: string; level: number; slope: number | null };
const methodIn = ({ basis, way, level, slope }: Stored) => ({ basis, way, level, slope }) as Method;

/** An application with all that its scores say before anything is cut. */
export type Weighed = {
	id: string;
	number: string | null;
	organisation: string;
	raw: number | null;
	reviews: number;
};

/** One track: its applications, its lines, and what its ratings say together. */
export type WeighedTrack = {
	track: Track;
	applications: Weighed[];
	ratings: Rating[];
	calibration: Calibration;
	lines: CutLines | null;
};

/** A call's tracks with what their ratings say: the ground on which bands are cut. A long model lets others have their turn. */
export async function weighedTracks(db: Reader, call: Reviewed): Promise<WeighedTrack[]> {
	const [applications, rows, imported, lines] = await Promise.all([
		applicationsUnderReview(db, call.id),
		assignmentsOf(db, call.id),
		ratingsOf(db, call.id),
		bandsOf(db, call.id)
	]);
	const reviewed = Map.groupBy(rows.filter(counts), (row) => row.application_id);
	const rated = Map.groupBy(imported, (row) => row.application_id);
	const tracks: WeighedTrack[] = [];
	for (const track of call.tracks) {
		const weighed = applications
			.filter(({ track_id }) => track_id === track.id)
			.map((application) => {
				const { id, number, organisation } = application;
				const criteria = criteriaOf(call, application);
				const finished = reviewed.get(id) ?? [];
				const elsewhere = rated.get(id) ?? [];
				const together = scored(
					finished.map((row) => row.scores ?? {}),
					criteria,
					elsewhere.map(({ points }) => points)
				);
				const ratings = [
					...finished.flatMap((row) => ratingOf(row, criteria)),
					...elsewhere.map(({ rater, points }) => ({ application: id, reviewer: rater && `rater ${rater}`, points }))
				];
				return { id, number, organisation, raw: together.score, reviews: together.reviews, ratings };
			});
		const ratings = weighed.flatMap((one) => one.ratings);
		tracks.push({
			...{ track, ratings, calibration: await kept(ratings) },
			applications: weighed.map(({ ratings: _, ...application }) => application),
			lines: lines.find(({ track_id }) => track_id === track.id) ?? null
		});
	}
	return tracks;
}

const counts = (row: AssignmentRow) => row.conflict === null && row.finished_at !== null && row.scores !== null;

function ratingOf(row: AssignmentRow, criteria: Criterion[]): Rating[] {
	const own = ownScore(row.scores ?? {}, criteria);
	if (own === null) return [];
	return [{ application: row.application_id, reviewer: row.reviewer_id, points: Math.round(1000 * own) }];
}

const made = new Map<string, Promise<Calibration>>();
const mostKept = 20;

// The same ratings have the same answer; thousands of them take seconds, and are asked for again and again.
function kept(ratings: Rating[]): Promise<Calibration> {
	const key = createHash('sha256').update(JSON.stringify(ratings)).digest('base64');
	const known = made.get(key);
	if (known) return known;
	for (const old of [...made.keys()].slice(0, Math.max(0, made.size + 1 - mostKept))) made.delete(old);
	const answer = calibration(ratings);
	made.set(key, answer);
	answer.catch(() => made.delete(key));
	return answer;
}

// One step of thousands of ratings takes too long already: they go aside as a whole.
function calibration(ratings: Rating[]): Promise<Calibration> {
	if (ratings.length <= 300) return Promise.resolve(calibrated(ratings));
	return aside<Calibration>({
		...{ file: 'src/domain/bands/calibration.rules.ts', name: 'calibrated' },
		given: [ratings]
	});
}
