import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import { criteriaFor, type Call, type Criterion, type Track } from '#domain/calls/rules.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { notFound } from '#domain/people/rules.ts';
import { scored } from './bands.rules.ts';
import { ratingsOf } from './ratings.read.server.ts';
import { ownScore, reviewState } from './rules.ts';

/** Where each application of a call stood when its bands were frozen, best first; empty before that. */
export function standingsOf(db: Reader, callId: string) {
	return db
		.selectFrom('standings')
		.select(['application_id', 'track_id', 'score', 'reviews', 'band'])
		.where('call_id', '=', callId)
		.orderBy('track_id')
		.orderBy('score', 'desc')
		.orderBy('application_id')
		.execute();
}

/** When, by whom and why the bands of a call were frozen, or undefined. */
export function freezeOf(db: Reader, callId: string) {
	return db
		.selectFrom('band_freezes')
		.leftJoin('people', 'people.id', 'band_freezes.frozen_by')
		.select(['band_freezes.reason', 'frozen_at', 'people.name as byName', 'basis', 'way', 'level', 'slope'])
		.where('call_id', '=', callId)
		.executeTakeFirst();
}

/** The cut lines chosen for the tracks of a call. */
export function bandsOf(db: Reader, callId: string) {
	return db
		.selectFrom('bands')
		.innerJoin('tracks', 'tracks.id', 'bands.track_id')
		.select(['track_id', 'accept_from', 'draw_from', 'chosen_at'])
		.where('tracks.call_id', '=', callId)
		.execute();
}

/** The live applications of a call that reviews are about, by number. */
export function applicationsUnderReview(db: Reader, callId: string) {
	return db
		.selectFrom('applications')
		.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.select(['applications.id', 'applications.number', 'applications.track_id', 'applications.applicant_id'])
		.select('organisations.name as organisation')
		.where('applications.call_id', '=', callId)
		.where(takesPart)
		.orderBy('applications.number')
		.orderBy('applications.id')
		.execute();
}

/** Every assignment of a call's live applications with what came of it. Conflicts stay in the list, by their reason. */
export function assignmentsOf(db: Reader, callId: string) {
	return db
		.selectFrom('assignments')
		.innerJoin('applications', 'applications.id', 'assignments.application_id')
		.leftJoin('reviews', (join) =>
			join
				.onRef('reviews.application_id', '=', 'assignments.application_id')
				.onRef('reviews.reviewer_id', '=', 'assignments.reviewer_id')
		)
		.leftJoin('conflicts', (join) =>
			join
				.onRef('conflicts.application_id', '=', 'assignments.application_id')
				.onRef('conflicts.reviewer_id', '=', 'assignments.reviewer_id')
		)
		.select(['assignments.application_id', 'assignments.reviewer_id', 'conflicts.reason as conflict'])
		.select(['reviews.scores', 'reviews.finished_at'])
		.select((eb) => eb('reviews.saved_at', 'is not', null).as('hasBegun'))
		.where('applications.call_id', '=', callId)
		.where(takesPart)
		.execute();
}

export type AssignmentRow = Awaited<ReturnType<typeof assignmentsOf>>[number];
export type BoardApplication = ReviewBoard['applications'][number];
export type ReviewBoard = Awaited<ReturnType<typeof reviewBoard>>;

/** A call as far as its reviews need it: its criteria, and the tracks some of them belong to. */
export type Reviewed = Pick<Call, 'id' | 'host_id' | 'round'> & { criteria: Criterion[]; tracks: Track[] };

/** The criteria an application is scored by: those of every track, and its own track's. */
export function criteriaOf(call: Reviewed, { track_id }: { track_id: string | null }): Criterion[] {
	return criteriaFor(call, call.tracks.find(({ id }) => id === track_id)?.key ?? null);
}

/** The organiser's picture of a call's reviews: who has how much to read, and where each application stands. */
export async function reviewBoard(db: Reader, call: Reviewed) {
	const [applications, rows, reviewers, lines, freeze, ratings] = await Promise.all([
		applicationsUnderReview(db, call.id),
		assignmentsOf(db, call.id),
		peopleInRole(db, 'reviewer', call),
		bandsOf(db, call.id),
		freezeOf(db, call.id),
		ratingsOf(db, call.id)
	]);
	const byApplication = Map.groupBy(rows, (row) => row.application_id);
	const rated = Map.groupBy(ratings, (row) => row.application_id);
	const pointsOf = (id: string) => (rated.get(id) ?? []).map(({ points }) => points);
	return {
		applications: applications.map(({ applicant_id: _, ...application }) => ({
			...application,
			...standingNow(byApplication.get(application.id) ?? [], criteriaOf(call, application), pointsOf(application.id))
		})),
		reviewers: reviewers.map(({ id, name, email }) => ({
			...{ id, name: name || email, email },
			...progressOf(rows.filter((row) => row.reviewer_id === id))
		})),
		lines,
		freeze: freeze ?? null
	};
}

function standingNow(rows: AssignmentRow[], criteria: Criterion[], points: number[] = []) {
	const counted = rows.filter((row) => row.conflict === null);
	const finished = counted.flatMap((row) => (row.finished_at && row.scores ? [row.scores] : []));
	return { ...scored(finished, criteria, points), assigned: counted.length, conflicts: rows.length - counted.length };
}

function progressOf(rows: AssignmentRow[]) {
	const states = rows.map((row) =>
		reviewState({ conflicted: row.conflict !== null, review: row.hasBegun ? row : null })
	);
	const count = (state: string) => states.filter((other) => other === state).length;
	const conflicts = count('conflict');
	return { assigned: rows.length - conflicts, begun: count('begun'), finished: count('finished'), conflicts };
}

// Apart from the assignments: the board reads those of thousands of applications, and nobody's comment.
async function commentsOn(db: Reader, applicationId: string): Promise<Map<string, string>> {
	const rows = await db
		.selectFrom('reviews')
		.select(['reviewer_id', 'comment'])
		.where('application_id', '=', applicationId)
		.execute();
	return new Map(rows.map((row) => [row.reviewer_id, row.comment]));
}

/** All that was said of one application, for the organiser. Refuses another call's. */
export async function reviewsOfApplication(db: Reader, call: Reviewed, applicationId: string) {
	if (!isId(applicationId)) throw notFound();
	const [applications, rows, comments, reviewers, freeze] = await Promise.all([
		applicationsUnderReview(db, call.id),
		assignmentsOf(db, call.id),
		commentsOn(db, applicationId),
		peopleInRole(db, 'reviewer', call),
		freezeOf(db, call.id)
	]);
	const application = applications.find(({ id }) => id === applicationId);
	if (!application) throw notFound();
	const own = rows.filter((row) => row.application_id === applicationId);
	const criteria = criteriaOf(call, application);
	const nameOf = new Map(reviewers.map(({ id, name, email }) => [id, name || email]));
	return {
		application: { ...application, ...standingNow(own, criteria) },
		criteria,
		reviews: own.map((row) => ({
			...{ reviewerId: row.reviewer_id, name: nameOf.get(row.reviewer_id) ?? '–' },
			...{
				conflict: row.conflict,
				comment: comments.get(row.reviewer_id) ?? null,
				scores: row.finished_at ? row.scores : null
			},
			score: row.finished_at ? ownScore(row.scores ?? {}, criteria) : null,
			state: reviewState({ conflicted: row.conflict !== null, review: row.hasBegun ? row : null })
		})),
		freeze: freeze ?? null
	};
}
