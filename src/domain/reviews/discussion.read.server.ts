import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { notFound, type Auditor, type CallAtGate, type SignedIn } from '#domain/people/rules.ts';
import { readable, rubricOf } from './desk.read.server.ts';
import { former, organisers, staff, voicesOf, type Voice } from './discussion.rules.ts';
import { ownScore } from './rules.ts';

/** Whether a person has finished a review of an application, now or before they took it up again. */
export const hasFinished = (personId: string) => sql<boolean>`exists (
	select from reviews left join review_revisions using (application_id, reviewer_id)
	where reviews.application_id = applications.id and reviews.reviewer_id = ${personId}
		and (reviews.finished_at is not null or review_revisions.version is not null))`;

/**
 * The discussion of an application as one of its reviewers reads it: what the others have finished, and what has been
 * said since. Null until they have finished themselves; refuses what is not theirs to read as not there.
 */
export async function discussionForReviewer(db: Reader, who: SignedIn, applicationId: string, at: Date) {
	const row = await readable(db, who, at)
		.select(['applications.call_id', 'calls.hides_reviewers', hasFinished(who.personId).as('hasFinished')])
		.where('applications.id', '=', applicationId)
		.executeTakeFirst();
	if (!row) throw notFound();
	if (!row.hasFinished) return null;
	return threadOf(db, { applicationId, personId: who.personId, hides: row.hides_reviewers });
}

export type Discussion = Awaited<ReturnType<typeof threadOf>>;

/** The same for the call's organisers and auditors, with the names. Refuses another call's application as not there. */
export async function discussionForDesk(db: Reader, who: Auditor, applicationId: string) {
	const row =
		isId(applicationId) &&
		(await db
			.selectFrom('applications')
			.innerJoin('calls', 'calls.id', 'applications.call_id')
			.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
			.leftJoin('band_freezes', 'band_freezes.call_id', 'calls.id')
			.select(['applications.id', 'applications.number', 'organisations.name as organisation'])
			.select(['calls.hides_reviewers', 'frozen_at', 'calls.review_until'])
			.where('applications.id', '=', applicationId)
			.where('applications.call_id', '=', who.callId)
			.executeTakeFirst());
	if (!row) throw notFound();
	const thread = await threadOf(db, { applicationId, personId: who.personId, hides: false });
	return { application: row, ...thread };
}

type Reading = { applicationId: string; personId: string; hides: boolean };

async function threadOf(db: Reader, { applicationId, personId, hides }: Reading) {
	const [reviewers, finished, revisions, remarks, read, criteria] = await Promise.all([
		reviewersOf(db, applicationId),
		finishedOf(db, applicationId),
		revisionsOf(db, applicationId),
		remarksOf(db, applicationId),
		readAt(db, applicationId, personId),
		rubricOf(db, applicationId)
	]);
	const voices = voicesOf(reviewers, hides);
	const readTo = read?.read_at ?? new Date(0);
	const voiceOf = (id: string | null): Voice => (id === null ? staff : (voices.get(id) ?? former));
	return {
		reviews: finished
			.filter(({ reviewer_id }) => voices.has(reviewer_id))
			.map(({ reviewer_id, ...review }) => ({
				...{ ...review, voice: voiceOf(reviewer_id), isOwn: reviewer_id === personId },
				score: ownScore(review.scores, criteria),
				before: revisions
					.filter((one) => one.reviewer_id === reviewer_id)
					.map(({ scores, reason, revised_at }) => ({ reason, revised_at, scores, score: ownScore(scores, criteria) }))
			})),
		remarks: remarks.map(({ author_id, as_organiser, mentioned, ...remark }) => ({
			...remark,
			voice: voiceOf(as_organiser ? null : author_id),
			isOwn: author_id === personId,
			isNew: author_id !== personId && remark.written_at > readTo,
			to: (mentioned ?? []).map(voiceOf)
		})),
		criteria,
		others: [...voices].filter(([id]) => id !== personId).map(([, voice]) => voice)
	};
}

/** The reviewers of an application who may read it, in an order that says nothing of who they are. */
export function reviewersOf(db: Reader, applicationId: string) {
	return db
		.selectFrom('assignments')
		.innerJoin('people', 'people.id', 'assignments.reviewer_id')
		.leftJoin('conflicts', (join) =>
			join
				.onRef('conflicts.application_id', '=', 'assignments.application_id')
				.onRef('conflicts.reviewer_id', '=', 'assignments.reviewer_id')
		)
		.select(['people.id', 'people.email', 'people.locale'])
		.select(sql<string>`coalesce(nullif(people.name, ''), people.email)`.as('name'))
		.where('assignments.application_id', '=', applicationId)
		.where('conflicts.reviewer_id', 'is', null)
		.orderBy(sql`md5(assignments.application_id::text || people.id)`)
		.execute();
}

/** Whom a remark may be for, by key: the reviewers of the application, and the organisers of its call. */
export async function addresseesOf(db: Reader, applicationId: string, call: CallAtGate) {
	const [reviewers, staff] = await Promise.all([reviewersOf(db, applicationId), peopleInRole(db, 'organiser', call)]);
	const voices = voicesOf(reviewers, true);
	return [
		...reviewers.map((person) => ({ key: voices.get(person.id)!.key, isStaff: false, person })),
		...staff.map((person) => ({ key: organisers, isStaff: true, person }))
	];
}

function finishedOf(db: Reader, applicationId: string) {
	return db
		.selectFrom('reviews')
		.select(['reviewer_id', 'scores', 'confidence', 'comment', 'finished_at'])
		.where('application_id', '=', applicationId)
		.where('finished_at', 'is not', null)
		.orderBy(sql`md5(application_id::text || reviewer_id)`)
		.execute();
}

function revisionsOf(db: Reader, applicationId: string) {
	return db
		.selectFrom('review_revisions')
		.select(['reviewer_id', 'scores', 'reason', 'revised_at'])
		.where('application_id', '=', applicationId)
		.orderBy('version')
		.execute();
}

function remarksOf(db: Reader, applicationId: string) {
	return db
		.selectFrom('remarks')
		.select(['remarks.id', 'author_id', 'as_organiser', 'text', 'written_at'])
		.select(
			sql<(string | null)[] | null>`(select array_agg(person_id order by person_id) from remark_mentions
				where remark_id = remarks.id)`.as('mentioned')
		)
		.where('application_id', '=', applicationId)
		.orderBy('written_at')
		.orderBy('remarks.id')
		.execute();
}

function readAt(db: Reader, applicationId: string, personId: string) {
	return db
		.selectFrom('remark_reads')
		.select('read_at')
		.where('application_id', '=', applicationId)
		.where('person_id', '=', personId)
		.executeTakeFirst();
}
