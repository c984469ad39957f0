import type { Reader } from '#lib/db.server.ts';

/** Every request to move a deadline of a call, newest first, with who asked, who answered, and what. */
export function deadlineChanges(db: Reader, callId: string) {
	return db
		.selectFrom('deadline_changes')
		.innerJoin('people as asking', 'asking.id', 'deadline_changes.requested_by')
		.leftJoin('deadline_answers', 'deadline_answers.change_id', 'deadline_changes.id')
		.leftJoin('people as answering', 'answering.id', 'deadline_answers.answered_by')
		.leftJoin('tracks', 'tracks.id', 'deadline_changes.track_id')
		.select(['deadline_changes.id', 'deadline_changes.call_id', 'track_id', 'tracks.name as track', 'old_at', 'new_at'])
		.select(['moves_rest', 'reason', 'content_hash', 'requested_at', 'deadline_changes.requested_by'])
		.select(['asking.name as askedName', 'asking.email as askedEmail'])
		.select(['answer', 'answered_at', 'answering.name as answeredName', 'answering.email as answeredEmail'])
		.where('deadline_changes.call_id', '=', callId)
		.orderBy('requested_at', 'desc')
		.orderBy('deadline_changes.id')
		.execute();
}

/** Everybody who has begun or left an application in a call, once each: whom a change of its deadline concerns. */
export function whomItConcerns(db: Reader, callId: string) {
	return db
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.select(['people.email', 'people.locale'])
		.where('applications.call_id', '=', callId)
		.orderBy('people.email')
		.execute();
}
