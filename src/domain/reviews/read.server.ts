import type { Reader } from '#lib/db.server.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import { criteriaFor, takenUntil, type Call, type Criterion, type Track } from '#domain/calls/rules.ts';
import { bandsFrozen, callStillOpen } from './rules.ts';

/** When, by whom and why the bands of a call were frozen, or undefined. */
export function freezeOf(db: Reader, callId: string) {
	return db
		.selectFrom('band_freezes')
		.leftJoin('people', 'people.id', 'band_freezes.frozen_by')
		.select(['band_freezes.reason', 'frozen_at', 'people.name as byName', 'basis', 'way', 'level', 'slope'])
		.where('call_id', '=', callId)
		.executeTakeFirst();
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
		.select(['reviews.scores', 'reviews.finished_at', 'reviews.saved_at'])
		.select((eb) => eb('reviews.saved_at', 'is not', null).as('hasBegun'))
		.where('applications.call_id', '=', callId)
		.where(takesPart)
		.execute();
}

export type AssignmentRow = Awaited<ReturnType<typeof assignmentsOf>>[number];

/** A call as far as its reviews need it: its criteria, and the tracks some of them belong to. */
export type Reviewed = Pick<Call, 'id' | 'host_id' | 'round'> & { criteria: Criterion[]; tracks: Track[] };

/** The criteria an application is scored by: those of every track, and its own track's. */
export function criteriaOf(call: Reviewed, { track_id }: { track_id: string | null }): Criterion[] {
	return criteriaFor(call, call.tracks.find(({ id }) => id === track_id)?.key ?? null);
}

/**
 * The call, held alone until the commit: reviewers hold it together, so no review is finished while it is taken away, and
 * every score is either in a freeze or refused. Refuses while the call is open and once the bands are frozen.
 */
export async function heldForReview(db: Reader, callId: string, at: Date): Promise<Call> {
	const call = await db.selectFrom('calls').selectAll().where('id', '=', callId).forUpdate().executeTakeFirstOrThrow();
	if (!call.published_at || at < takenUntil(call)) throw callStillOpen();
	if (await freezeOf(db, call.id)) throw bandsFrozen();
	return call;
}
