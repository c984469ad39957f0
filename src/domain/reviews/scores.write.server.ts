import { takesPart } from '#domain/applications/standing.read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { notFound, type Reviewer } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { asId, rubricOf } from './desk.read.server.ts';
import type { ReviewContent } from './form.ts';
import { reviewFrom } from './phases.rules.ts';
import {
	bandsFrozen,
	changedElsewhere,
	confidenceMissing,
	criteriaUnscored,
	noSuchCriterion,
	notBegun,
	reviewFinished,
	reviewsOver,
	unscored,
	type Review
} from './rules.ts';

type Content = ReviewContent & { applicationId: string };
type Saved = Pick<Review, 'version' | 'saved_at'>;

/**
 * Leaves an empty review: the reviewer has said that nothing ties them to the organisation, and may read on. Saying it
 * twice changes nothing. Refuses what is not assigned, or is in conflict, as not there.
 */
export function beginReview(db: Db, who: Reviewer, applicationId: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdAssignment(tx, who, applicationId, at);
		const begun = await tx
			.insertInto('reviews')
			.values({ application_id: applicationId, reviewer_id: who.personId, saved_at: at })
			.onConflict((oc) => oc.doNothing())
			.executeTakeFirst();
		if (begun.numInsertedOrUpdatedRows === 0n) return;
		await tell(tx, who, { verb: 'review.begun', about: applicationId }, at);
	});
}

/**
 * Leaves scores, confidence and comments as typed over `version`, and answers with the next version. Refuses a finished review, a
 * version that is not the newest, and scores for anything the rubric does not ask.
 */
export function saveReview(db: Db, who: Reviewer, content: Content, at: Date): Promise<Saved> {
	return together(db, async (tx) => {
		const { review, criteria } = await holdReview(tx, who, content.applicationId, at);
		if (review.finished_at) throw reviewFinished();
		checkKeys(content, criteria);
		return leave(tx, who, { content, finished: false }, at);
	});
}

/**
 * Leaves a review as finished: it counts from now on. Finishing it again as it is changes nothing. Refuses while a
 * criterion has no score or the reviewer does not say how sure they are, naming each.
 */
export function finishReview(db: Db, who: Reviewer, content: Content, at: Date): Promise<Saved> {
	return together(db, async (tx) => {
		const { review, criteria } = await holdReview(tx, who, content.applicationId, at);
		checkKeys(content, criteria);
		if (review.finished_at && isSame(review, content)) return review;
		if (review.finished_at) throw reviewFinished();
		const missing = unscored(content.scores, criteria);
		if (missing.length) throw criteriaUnscored(missing, content.confidence === null);
		if (content.confidence === null) throw confidenceMissing();
		return leave(tx, who, { content, finished: true }, at);
	});
}

/**
 * Takes back that a review is finished, until the review ends, and keeps what it said with the reason: whoever has read
 * the others since is seen to have changed. Of a review that is not finished nothing changes.
 */
export function reopenReview(
	db: Db,
	who: Reviewer,
	{ applicationId, reason }: { applicationId: string; reason: string },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const { review } = await holdReview(tx, who, applicationId, at);
		const { finished_at, saved_at: _, ...said } = review;
		if (!finished_at) return;
		await tx
			.insertInto('review_revisions')
			.values({ ...said, finished_at, reason, revised_at: at })
			.execute();
		await tx
			.updateTable('reviews')
			.set({ finished_at: null, saved_at: at, version: review.version + 1 })
			.where('application_id', '=', applicationId)
			.where('reviewer_id', '=', who.personId)
			.execute();
		await tell(tx, who, { verb: 'review.reopened', about: applicationId }, at);
	});
}

/**
 * Leaves a conflict with its reason: from now on the application is not there for this reviewer, and what they wrote
 * about it does not count. It is not taken back.
 */
export function declareConflict(
	db: Db,
	who: Reviewer,
	conflict: { applicationId: string; reason: string },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdAssignment(tx, who, conflict.applicationId, at);
		await tx
			.insertInto('conflicts')
			.values({
				...{ application_id: conflict.applicationId, reviewer_id: who.personId },
				...{ reason: conflict.reason, declared_at: at }
			})
			.execute();
		await tell(tx, who, { verb: 'conflict.declared', about: conflict.applicationId }, at);
	});
}

/**
 * Holds the call against a freeze and the assignment against the reviewer's other tabs, in this order, and asks whether
 * it may be worked on. Each question is a statement of its own: it sees what was committed while this one waited.
 */
export async function holdAssignment(tx: Tx, who: Reviewer, applicationId: string, at: Date): Promise<void> {
	const call = await tx
		.selectFrom('calls')
		.select(['closes_at', 'grace_minutes', 'review_from', 'review_until', 'published_at'])
		.where('id', '=', who.callId)
		.forShare()
		.executeTakeFirst();
	if (!call?.published_at || at < reviewFrom(call)) throw notFound();
	await holdRow(tx, who, applicationId);
	if (await isFrozen(tx, who.callId)) throw bandsFrozen();
	if (at >= call.review_until) throw reviewsOver();
}

async function holdRow(tx: Tx, who: Reviewer, applicationId: string): Promise<void> {
	const assignment = await tx
		.selectFrom('assignments')
		.innerJoin('applications', 'applications.id', 'assignments.application_id')
		.select('assignments.application_id')
		.where('assignments.application_id', '=', asId(applicationId))
		.where('assignments.reviewer_id', '=', who.personId)
		.where('applications.call_id', '=', who.callId)
		.where(takesPart)
		.forUpdate('assignments')
		.executeTakeFirst();
	if (!assignment) throw notFound();
	const conflict = await tx
		.selectFrom('conflicts')
		.select('reviewer_id')
		.where('application_id', '=', applicationId)
		.where('reviewer_id', '=', who.personId)
		.executeTakeFirst();
	if (conflict) throw notFound();
}

async function isFrozen(tx: Tx, callId: string): Promise<boolean> {
	const row = await tx.selectFrom('band_freezes').select('call_id').where('call_id', '=', callId).executeTakeFirst();
	return row !== undefined;
}

export async function holdReview(tx: Tx, who: Reviewer, applicationId: string, at: Date) {
	await holdAssignment(tx, who, applicationId, at);
	const review = await tx
		.selectFrom('reviews')
		.selectAll()
		.where('application_id', '=', applicationId)
		.where('reviewer_id', '=', who.personId)
		.executeTakeFirst();
	if (!review) throw notBegun();
	return { review, criteria: await rubricOf(reading(tx), applicationId) };
}

function checkKeys({ scores }: Content, criteria: { key: string }[]): void {
	const stranger = Object.keys(scores).find((key) => !criteria.some((criterion) => criterion.key === key));
	if (stranger !== undefined) throw noSuchCriterion(stranger);
}

function isSame(review: Review, content: Content): boolean {
	const keys = Object.keys({ ...review.scores, ...content.scores });
	const isSaid = (['comment', 'for_applicant', 'confidence'] as const).every((one) => review[one] === content[one]);
	return isSaid && keys.every((key) => review.scores[key] === content.scores[key]);
}

async function leave(tx: Tx, who: Reviewer, what: { content: Content; finished: boolean }, at: Date): Promise<Saved> {
	const { applicationId, version, ...said } = what.content;
	const saved = await tx
		.updateTable('reviews')
		.set({ ...said, version: version + 1, saved_at: at, finished_at: what.finished ? at : null })
		.where('application_id', '=', applicationId)
		.where('reviewer_id', '=', who.personId)
		.where('version', '=', version)
		.returning(['version', 'saved_at'])
		.executeTakeFirst();
	if (!saved) throw changedElsewhere();
	const verb = what.finished ? 'review.finished' : 'review.saved';
	await tell(tx, who, { verb, about: applicationId, detail: { version: saved.version } }, at);
	return saved;
}

// Scores, comments and reasons stay out of the journal: more people may read it than may read them.
function tell(
	tx: Tx,
	who: Reviewer,
	line: { verb: `${string}.${string}`; about: string; detail?: { version: number } },
	at: Date
): Promise<void> {
	return note(tx, { at, by: who.personId, callId: who.callId, ...line });
}
