import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { clockIn } from '#lib/zone.ts';
import { rulesOf, taskOf } from './read.server.ts';
import { movesFrom } from './rules.ts';
import { paceOf } from './progress.rules.ts';
import { applicationsUnderReview, assignmentsOf, type AssignmentRow } from '#domain/reviews/read.server.ts';

type Counted = {
	reviewer_id: string;
	assigned: number;
	begun: number;
	finished: number;
	conflicts: number;
	lastAt: Date | null;
};

/** A reviewer and their work, as the board has it. */
type Reviewer = Omit<Counted, 'reviewer_id'> & { id: string; name: string; email: string; locale: string };

/** How far each reviewer of a call is at `at`, those behind first: work, last day of activity, pace, last reminder. */
export async function progressIn(db: Reader, call: Call, at: Date) {
	const [people, counts] = await Promise.all([peopleInRole(db, 'reviewer', call), countsOf(db, call.id)]);
	const none = { assigned: 0, begun: 0, finished: 0, conflicts: 0, lastAt: null };
	const reviewers = people.map(({ id, name, email, locale }) => {
		const { assigned, begun, finished, conflicts, lastAt } = counts.find((row) => row.reviewer_id === id) ?? none;
		return { id, name: name || email, email, locale, assigned, begun, finished, conflicts, lastAt };
	});
	return pacesOf(db, call, reviewers, at);
}

/** The same, of reviewers whose work is known already. */
export async function pacesOf(db: Reader, call: Call, reviewers: Reviewer[], at: Date) {
	const reminders = await remindersOf(db, call.id);
	const rows = reviewers.map((one) => {
		const reminded = reminders.find(({ reviewer_id }) => reviewer_id === one.id)?.reminded_at ?? null;
		return { ...one, reminded, ...paceOf(one, call, at) };
	});
	return rows.sort((one, other) => Number(other.isBehind) - Number(one.isBehind) || other.left - one.left);
}

export type Progress = Awaited<ReturnType<typeof progressIn>>[number];

function countsOf(db: Reader, callId: string): Promise<Counted[]> {
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
		.select('assignments.reviewer_id')
		.select((eb) => {
			const counts = eb('conflicts.reviewer_id', 'is', null);
			return [
				eb.fn.countAll<number>().filterWhere(counts).as('assigned'),
				eb.fn
					.countAll<number>()
					.filterWhere(eb.and([counts, eb('reviews.saved_at', 'is not', null), eb('finished_at', 'is', null)]))
					.as('begun'),
				eb.fn
					.countAll<number>()
					.filterWhere(eb.and([counts, eb('finished_at', 'is not', null)]))
					.as('finished'),
				eb.fn
					.countAll<number>()
					.filterWhere(eb('conflicts.reviewer_id', 'is not', null))
					.as('conflicts'),
				eb.fn.max('reviews.saved_at').as('lastAt')
			];
		})
		.where('applications.call_id', '=', callId)
		.where(takesPart)
		.groupBy('assignments.reviewer_id')
		.execute();
}

/** Every reminder of a call, newest first, with who sent it; nobody is the clock, by the call's rule. */
export function remindersOf(db: Reader, callId: string) {
	return db
		.selectFrom('review_reminders')
		.innerJoin('people as reminded', 'reminded.id', 'review_reminders.reviewer_id')
		.leftJoin('people as reminding', 'reminding.id', 'review_reminders.reminded_by')
		.select(['reviewer_id', 'reminded_at', 'unfinished', 'reminded.name', 'reminded.email'])
		.select(['reminding.name as byName', 'reminding.email as byEmail'])
		.where('call_id', '=', callId)
		.orderBy('reminded_at', 'desc')
		.orderBy('reviewer_id')
		.execute();
}

/** Who has been reminded today, in the stop's zone: they get no second letter. */
export async function remindedToday(db: Reader, call: Pick<Call, 'id' | 'stop_id'>, at: Date) {
	const { time_zone: zone } = await stopOf(db, call.stop_id);
	const { day } = clockIn(zone, at);
	const rows = await db
		.selectFrom('review_reminders')
		.select('reviewer_id')
		.where('call_id', '=', call.id)
		.where('day', '=', day)
		.execute();
	return { zone, day, ids: new Set(rows.map((row) => row.reviewer_id)) };
}

/** Calls that are being reviewed and whose end is near enough for reminders by rule. */
export function callsToRemind(db: Reader, at: Date): Promise<Call[]> {
	return db
		.selectFrom('calls')
		.selectAll()
		.where('published_at', 'is not', null)
		.where('remind_days', '>', 0)
		.where('review_until', '>', at)
		.where(sql<boolean>`review_until - make_interval(days => remind_days) <= ${at}`)
		.where(({ not, exists, selectFrom }) =>
			not(exists(selectFrom('band_freezes').select('call_id').whereRef('band_freezes.call_id', '=', 'calls.id')))
		)
		.execute();
}

/**
 * What a reviewer has not finished or must not read, and to whom each would go: by the objective and the limits that the
 * call is assigned by. `moves` take one away and give it on;
 * what was declared a conflict stays on record and is given to one more. `stuck` may be given to nobody.
 */
export async function proposedMoves(db: Reader, call: Call, from: string) {
	const [applications, rows, reviewers, task] = await Promise.all([
		applicationsUnderReview(db, call.id),
		assignmentsOf(db, call.id),
		peopleInRole(db, 'reviewer', call),
		rulesOf(db, call.id).then((rules) => taskOf(db, call, rules))
	]);
	const own = rows.filter((row) => row.reviewer_id === from && !row.finished_at);
	const short = shortOf(rows);
	const leaving = own.filter((row) => row.conflict === null || short.has(row.application_id));
	const moves = movesFrom(
		task,
		from,
		leaving.map((row) => row.application_id)
	);
	const nameOf = new Map(reviewers.map(({ id, name, email }) => [id, name || email]));
	const applicationOf = new Map(applications.map((application) => [application.id, application]));
	return {
		name: nameOf.get(from) ?? null,
		moves: moves.map((pair) => ({
			...pair,
			to: nameOf.get(pair.reviewerId) ?? '–',
			number: applicationOf.get(pair.applicationId)?.number ?? '–',
			organisation: applicationOf.get(pair.applicationId)?.organisation ?? '–'
		})),
		stuck: leaving
			.filter((row) => !moves.some((pair) => pair.applicationId === row.application_id))
			.map((row) => applicationOf.get(row.application_id)?.number ?? '–')
	};
}

/** The applications with fewer readers free of conflict than most have. */
function shortOf(rows: AssignmentRow[]): Set<string> {
	const readers = new Map(rows.map((row) => [row.application_id, 0]));
	for (const { application_id: id, conflict } of rows) if (conflict === null) readers.set(id, readers.get(id)! + 1);
	const often = Map.groupBy(readers.values(), (count) => count);
	const [usual = 0] = [...often].sort(([, one], [, other]) => other.length - one.length).map(([count]) => count);
	return new Set([...readers].filter(([, count]) => count < usual).map(([id]) => id));
}
