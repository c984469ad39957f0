import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import type { Answers } from '#db/kinds.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import { formOf } from '#domain/calls/forms.read.server.ts';
import { takenUntil, type Call, type Field } from '#domain/calls/rules.ts';
import type { Reviewer, SignedIn } from '#domain/people/rules.ts';
import { rulesOf, topicFields } from './read.server.ts';
import { reviewsIn } from '#domain/reviews/desk.read.server.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';

/** From when to when reviewers may say what they would read; null where the organiser does not ask. */
export async function interestHours(db: Reader, call: Pick<Call, 'id' | 'closes_at' | 'grace_minutes'>) {
	return hoursIn(await rulesOf(db, call.id), call);
}

type Hours = { interests_from: Date | null; interests_until: Date | null };

function hoursIn({ interests_from: from, interests_until: until }: Hours, call: Parameters<typeof takenUntil>[0]) {
	if (!until) return null;
	const closed = takenUntil(call);
	return { from: from && from > closed ? from : closed, until };
}

/** Whether interests may be said now: within their hours and before the freeze. */
export async function isAsking(db: Reader, call: Pick<Call, 'id' | 'closes_at' | 'grace_minutes'>, at: Date) {
	const hours = await interestHours(db, call);
	return hours !== null && hours.from <= at && at < hours.until && !(await freezeOf(db, call.id));
}

/** The calls whose reviewer the person is, with when each asks for interests; those that never ask are left out. */
export async function askingCalls(db: Reader, who: SignedIn) {
	const calls = await db
		.selectFrom('calls')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.innerJoin('assignment_rules', 'assignment_rules.call_id', 'calls.id')
		.select(['calls.id', 'calls.host_id', 'calls.slug', 'calls.title', 'closes_at', 'grace_minutes', 'review_until'])
		.select(['calls.notice_number', 'stops.time_zone as zone', 'interests_from', 'interests_until'])
		.where('published_at', 'is not', null)
		.where('interests_until', 'is not', null)
		.where(reviewsIn(who))
		.orderBy('review_until')
		.execute();
	return calls.map(({ interests_from, interests_until, ...call }) => ({
		...call,
		hours: hoursIn({ interests_from, interests_until }, call)!
	}));
}

/** A call's applications under review, with what one reviewer has said of each. */
export function withSayings(db: Reader, who: Reviewer) {
	return db
		.selectFrom('applications')
		.leftJoin('interests', (join) =>
			join.onRef('interests.application_id', '=', 'applications.id').on('interests.reviewer_id', '=', who.personId)
		)
		.leftJoin('conflicts', (join) =>
			join.onRef('conflicts.application_id', '=', 'applications.id').on('conflicts.reviewer_id', '=', who.personId)
		)
		.leftJoin('assignments', (join) =>
			join.onRef('assignments.application_id', '=', 'applications.id').on('assignments.reviewer_id', '=', who.personId)
		)
		.where('applications.call_id', '=', who.callId)
		.where(takesPart);
}

/** Whether a conflict is one that is not taken back: said at the desk, seen, or of what had been assigned. */
export const conflictStands = sql<boolean>`conflicts.reviewer_id is not null
	and (conflicts.kind <> 'interest' or assignments.reviewer_id is not null)`.as('stands');

/**
 * What a reviewer may see of the call's applications before any is theirs: number, track, topics and one line, the name
 * of who applies struck out of it; and what they have said. Of a conflict no more than the number, and no line where
 * the call hides who applies.
 */
export async function applicationsToLike(db: Reader, who: Reviewer) {
	const { fields } = await formOf(db, who.callId);
	const { hides_applicants: isBlind } = await db
		.selectFrom('calls')
		.select('hides_applicants')
		.where('id', '=', who.callId)
		.executeTakeFirstOrThrow();
	const lines = isBlind ? [] : lineField(fields);
	const shown = [...topicFields(fields).map(({ key }) => key), ...lines];
	const rows = await withSayings(db, who)
		.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.select(['applications.id', 'applications.number', 'interests.interest', 'organisations.name'])
		.select(['conflicts.kind as conflict', conflictStands])
		.select(sql<string | null>`case when conflicts.reviewer_id is null then tracks.key end`.as('track'))
		.select(
			sql<Answers>`case when conflicts.reviewer_id is null then coalesce((
				select jsonb_object_agg(key, value) from jsonb_each_text(applications.answers)
				where key = any(${shown}::text[])), '{}') else '{}' end`.as('answers')
		)
		.orderBy('applications.number')
		.orderBy('applications.id')
		.execute();
	return rows.map(({ id, number, interest, conflict, stands, track, answers, name }) => ({
		...{ id, number, track, stands, said: conflict ? 'conflict' : (interest ?? 'unsaid') },
		topics: topicFields(fields).flatMap((field) => labelsIn(field, answers)),
		line: lines.map((key) => struckOut(answers[key] ?? '', name)).join('')
	}));
}

// The first short text that is no name: in most forms the title, or what is offered in one line.
function lineField(fields: Field[]): string[] {
	const line = fields.find(
		({ kind, key, max_length }) => kind === 'text' && !/name/.test(key) && (max_length ?? 99) >= 30
	);
	return line ? [line.key] : [];
}

function labelsIn(field: Field, answers: Answers) {
	const chosen = (answers[field.key] ?? '').split('\n');
	return field.options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
}

function struckOut(line: string, name: string): string {
	const plain = name.replace(/주식회사|유한회사|\(주\)|㈜/g, '').trim();
	return [name, plain].filter(Boolean).reduce((text, part) => text.replaceAll(part, '○○'), line);
}

/** Whom a reviewer has said they are close to, in the calls of one host: see `ties`. */
export function ownTies(db: Reader, who: Reviewer) {
	return db
		.selectFrom('ties')
		.select(['id', 'who'])
		.where('reviewer_id', '=', who.personId)
		.where('call_id', '=', who.callId)
		.where('kind', '=', 'family')
		.orderBy('id')
		.execute();
}
