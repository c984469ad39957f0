import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { filesForReviewers } from '#domain/applications/attachments.read.server.ts';
import type { FileSaid } from '#domain/applications/attachments.rules.ts';
import { callForm } from '#domain/applications/read.server.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import { criteriaFor, type Criterion } from '#domain/calls/rules.ts';
import { notFound, type CallAtGate, type SignedIn } from '#domain/people/rules.ts';
import { copyFor, filesLetThrough, hidesApplicant } from './blind.read.server.ts';
import { proposalOf } from './proposal.rules.ts';
import { distribution, ownScore, reviewState, type ReviewState } from './rules.ts';

/** Who asks: whoever is there, or somebody on whose behalf the clock goes on. */
type Asking = Pick<SignedIn, 'personId'>;

/** The call an application is in, for the gate. Nothing else of it is told, and what is no id is not there. */
export async function callOfApplication(db: Reader, applicationId: string): Promise<CallAtGate> {
	const call = await db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.select(['calls.id', 'calls.host_id'])
		.where('applications.id', '=', asId(applicationId))
		.executeTakeFirst();
	if (!call) throw notFound();
	return call;
}

/** An id as the store takes it; any other text is nobody's id. */
export function asId(text: string): string {
	if (!isId(text)) throw notFound();
	return text;
}

/**
 * The one policy of what a reviewer may read: live applications assigned to them, from the call's closing to the end of
 * its review or its freeze, while they are a reviewer of it and have declared no conflict. Every read goes through it.
 */
export function readable(db: Reader, who: Asking, at: Date) {
	return assigned(db, who)
		.where(
			sql<boolean>`greatest(calls.review_from, calls.closes_at + make_interval(mins => calls.grace_minutes)) <= ${at}`
		)
		.where('calls.review_until', '>', at)
		.where('conflicts.reviewer_id', 'is', null)
		.where(({ not, exists, selectFrom }) =>
			not(exists(selectFrom('band_freezes').select('call_id').whereRef('band_freezes.call_id', '=', 'calls.id')))
		);
}

function assigned(db: Reader, who: Asking) {
	return db
		.selectFrom('assignments')
		.innerJoin('applications', 'applications.id', 'assignments.application_id')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.leftJoin('conflicts', (join) =>
			join
				.onRef('conflicts.application_id', '=', 'assignments.application_id')
				.onRef('conflicts.reviewer_id', '=', 'assignments.reviewer_id')
		)
		.leftJoin('reviews', (join) =>
			join
				.onRef('reviews.application_id', '=', 'assignments.application_id')
				.onRef('reviews.reviewer_id', '=', 'assignments.reviewer_id')
		)
		.where('assignments.reviewer_id', '=', who.personId)
		.where(takesPart)
		.where(reviewsIn(who));
}

/** Whether the person reviews in the call of the row, by the call or by its host. */
export const reviewsIn = (who: Asking) => sql<boolean>`exists (
	select from roles where roles.person_id = ${who.personId} and roles.role = 'reviewer' and roles.ended_at is null
	and roles.host_id = calls.host_id and (roles.call_id is null or roles.call_id = calls.id))`;

/**
 * The order in which a person reads: shuffled once for each reviewer and call, and always the same for them. What is
 * read first and last is judged by other measures than the rest; so it is not the same for everybody.
 */
const inOwnOrder = (who: Asking) => sql<string>`md5(${who.personId}::text || applications.call_id || applications.id)`;

/** Who an application is from, as far as its call lets reviewers know. */
const shownName = sql<string | null>`case when ${hidesApplicant} then null else organisations.name end`;

/** The calls a person reviews in, the one that ends soonest first, with how far they are in each. */
export async function reviewingCalls(db: Reader, who: Asking, at: Date) {
	const [calls, lists, withConflict] = await Promise.all([
		callsOfReviewer(db, who),
		listsOf(db, who, at),
		conflictsOf(db, who)
	]);
	const criteria = await criteriaOf(
		db,
		calls.map((call) => call.id)
	);
	return calls.map((call) => {
		const rubric = criteria.filter((criterion) => criterion.call_id === call.id);
		const list = lists.filter((row) => row.callId === call.id);
		return {
			...call,
			list: list.map(({ scores, begun_at, track_key, ...row }) => ({
				...row,
				state: stateOf({ finished_at: row.finished_at, begun_at }),
				score: row.finished_at ? ownScore(scores ?? {}, criteriaFor({ ...call, criteria: rubric }, track_key)) : null
			})),
			given: list.flatMap((row) => (row.finished_at && row.scores ? [row.scores] : [])),
			conflicts: withConflict.filter((row) => row.callId === call.id)
		};
	});
}

function stateOf(row: { begun_at: Date | null; finished_at: Date | null }): ReviewState {
	return reviewState({ conflicted: false, review: row.begun_at ? { finished_at: row.finished_at } : null });
}

function callsOfReviewer(db: Reader, who: Asking) {
	return db
		.selectFrom('calls')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.leftJoin('band_freezes', 'band_freezes.call_id', 'calls.id')
		.select(['calls.id', 'calls.title', 'calls.notice_number', 'closes_at', 'grace_minutes', 'review_until'])
		.select(['published_at', 'review_from', 'discuss_until', 'calls.round', 'calls.round_name'])
		.select(['stops.time_zone as zone', 'band_freezes.frozen_at'])
		.where('published_at', 'is not', null)
		.where(reviewsIn(who))
		.orderBy('review_until')
		.execute();
}

function listsOf(db: Reader, who: Asking, at: Date) {
	return readable(db, who, at)
		.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.select(['applications.id', 'applications.call_id as callId', 'applications.number'])
		.select(['tracks.name as track', 'tracks.key as track_key', shownName.as('organisation')])
		.select(unreadOf(who).as('unread'))
		.select(['reviews.scores', 'reviews.finished_at', 'reviews.saved_at as begun_at'])
		.orderBy(inOwnOrder(who))
		.execute();
}

/** How much others have said about an application since the person last looked, once they have finished themselves. */
const unreadOf = (who: Asking) => sql<number>`case when reviews.finished_at is null then 0 else
	(select count(*)::int from remarks where remarks.application_id = applications.id
		and author_id <> ${who.personId} and written_at > coalesce((select read_at from remark_reads
			where remark_reads.application_id = applications.id and person_id = ${who.personId}), 'epoch')) end`;

// Of an application with a conflict its number is all that is still told.
function conflictsOf(db: Reader, who: Asking) {
	return assigned(db, who)
		.select(['applications.call_id as callId', 'applications.number', 'conflicts.declared_at'])
		.where('conflicts.reviewer_id', 'is not', null)
		.orderBy('applications.number')
		.execute();
}

function criteriaOf(db: Reader, callIds: string[]): Promise<Criterion[]> {
	if (callIds.length === 0) return Promise.resolve([]);
	return db
		.selectFrom('criteria')
		.selectAll()
		.where((eb) => eb('call_id', '=', eb.fn.any(eb.val(callIds))))
		.orderBy('position')
		.execute();
}

/** What one application is scored by: the criteria of its track, in the round of its call. */
export async function rubricOf(db: Reader, applicationId: string): Promise<Criterion[]> {
	const { call_id, round, track } = await db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.select(['applications.call_id', 'calls.round', 'tracks.key as track'])
		.where('applications.id', '=', applicationId)
		.executeTakeFirstOrThrow(notFound);
	return criteriaFor({ round, criteria: await criteriaOf(db, [call_id]) }, track);
}

/**
 * The reviewer's desk for one application: who it is from, where it lies among theirs, and, once they have said that
 * there is no conflict, the proposal, the rubric and their own review. Refuses what is not theirs as not there.
 */
export async function deskOf(db: Reader, who: Asking, applicationId: string, at: Date) {
	const cover = await coverOf(db, who, asId(applicationId), at);
	const [list, review] = await Promise.all([placesInList(db, who, cover.callId, at), ownReview(db, who, cover.id)]);
	const open = review ? await openedPart(db, cover) : null;
	const given = distribution(list.flatMap((row) => (row.finished_at && row.scores ? [row.scores] : [])));
	return { cover, ...around(list, cover.id), given, review: review ?? null, open };
}

/** A person's own review of an application, if they have begun one. */
export function ownReview(db: Reader, who: Asking, applicationId: string) {
	return db
		.selectFrom('reviews')
		.select(['scores', 'confidence', 'comment', 'for_applicant', 'version', 'saved_at', 'finished_at'])
		.where('application_id', '=', applicationId)
		.where('reviewer_id', '=', who.personId)
		.executeTakeFirst();
}

/** Whether the person has an application open now: it is theirs to read, and they have said that nothing speaks against it. */
export async function hasOpened(db: Reader, who: Asking, applicationId: string, at: Date): Promise<boolean> {
	const row = await readable(db, who, at)
		.select('applications.id')
		.where('applications.id', '=', asId(applicationId))
		.where('reviews.saved_at', 'is not', null)
		.executeTakeFirst();
	return row !== undefined;
}

async function coverOf(db: Reader, who: Asking, applicationId: string, at: Date) {
	const cover = await readable(db, who, at)
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.select(['applications.id', 'applications.number', 'applications.call_id as callId'])
		.select(['tracks.name as track', 'calls.title as call', shownName.as('organisation')])
		.select(['calls.review_until', 'calls.hides_reviewers', 'stops.time_zone as zone'])
		.select(hidesApplicant.as('hides_applicants'))
		.where('applications.id', '=', applicationId)
		.executeTakeFirst();
	if (!cover) throw notFound();
	return cover;
}

function placesInList(db: Reader, who: Asking, callId: string, at: Date) {
	return readable(db, who, at)
		.select(['applications.id', 'reviews.finished_at', 'reviews.scores'])
		.where('applications.call_id', '=', callId)
		.orderBy(inOwnOrder(who))
		.execute();
}

function around(list: { id: string; finished_at: Date | null }[], id: string) {
	const at = list.findIndex((row) => row.id === id);
	const later = [...list.slice(at + 1), ...list.slice(0, at)];
	return {
		place: at + 1,
		of: list.length,
		left: list.filter((row) => !row.finished_at).length,
		previous: list[at - 1]?.id ?? null,
		next: list[at + 1]?.id ?? null,
		nextOpen: later.find((row) => !row.finished_at)?.id ?? null
	};
}

type Cover = Awaited<ReturnType<typeof coverOf>>;

async function openedPart(db: Reader, cover: Cover) {
	const [criteria, receipt] = await Promise.all([
		rubricOf(db, cover.id),
		db
			.selectFrom('receipts')
			.select(['answers', 'form_version'])
			.where('application_id', '=', cover.id)
			.orderBy('submitted_at', 'desc')
			.orderBy('id')
			.limit(1)
			.executeTakeFirst()
	]);
	const { fields } = await callForm(db, cover.callId, receipt?.form_version ?? 1);
	const answers = receipt?.answers ?? {};
	const files = await filesForReviewers(db, cover.callId, answers);
	if (!cover.hides_applicants) {
		return { criteria, files, proposal: proposalOf(answers, fields, cover.organisation ?? ''), hidden: null };
	}
	const [copy, letThrough] = await Promise.all([
		copyFor(db, cover.id, { answers, fields }),
		filesLetThrough(db, cover.id)
	]);
	return { criteria, files: heldBack(files, letThrough), ...copy };
}

// A file may name its author, in its text or behind it: of a blind application it waits until an organiser has looked.
function heldBack(files: Record<string, FileSaid>, letThrough: string[]): Record<string, FileSaid> {
	const marked = Object.entries(files).map(([id, said]) => [
		id,
		letThrough.includes(id) ? said : { ...said, isHidden: true }
	]);
	return Object.fromEntries(marked) as Record<string, FileSaid>;
}
