import { sql } from 'kysely';
import { takenUntil, type Call } from '#domain/calls/rules.ts';
import { note } from '#domain/journal/write.server.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { notFound, type Organiser } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import {
	balancedAssignment,
	callStillOpen,
	conflictDeclared,
	noReviewers,
	sameOrganisation,
	scoredAlready,
	type Pair
} from './assignments.rules.ts';
import { asId } from './desk.read.server.ts';
import { applicationsUnderReview, assignmentsOf, freezeOf } from './read.server.ts';
import { bandsFrozen } from './rules.ts';
import { barredPairs } from './ties.read.server.ts';

/**
 * Leaves assignments so that every live application has `each` reviewers free of conflict, as evenly as can be; what is
 * assigned already stays. Answers with how many were added and how many applications stay short. Refuses before the
 * call has closed and after the freeze.
 */
export function assignReviewers(
	db: Db,
	who: Organiser,
	{ each }: { each: number },
	at: Date
): Promise<{ added: number; short: number }> {
	return together(db, async (tx) => {
		const call = await holdCall(tx, who, at);
		const { added, short } = balancedAssignment(await taskOf(tx, call, each));
		await leave(tx, added, who, at);
		const detail = { each, added: added.length, short: short.length };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'reviewers.assigned', about: call.id, detail });
		return { added: added.length, short: short.length };
	});
}

async function taskOf(tx: Tx, call: Call, each: number) {
	const db = reading(tx);
	const applications = await applicationsUnderReview(db, call.id);
	const reviewers = await peopleInRole(db, 'reviewer', call);
	if (reviewers.length === 0) throw noReviewers();
	const rows = await assignmentsOf(db, call.id);
	const counted = rows.filter((row) => row.conflict === null);
	return {
		each,
		applications: applications.map(({ id }) => id),
		reviewers: reviewers.map(({ id }) => id),
		existing: counted.map((row) => ({ applicationId: row.application_id, reviewerId: row.reviewer_id })),
		isBarred: await barredPairs(db, call)
	};
}

/** Leaves one assignment. One that is there already stays as it is. Refuses a conflict, declared or seen. */
export function addAssignment(db: Db, who: Organiser, pair: Pair, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdCall(tx, who, at);
		await checkPair(tx, call, pair);
		if (!(await leave(tx, [pair], who, at))) return;
		await tellPair(tx, who, { verb: 'assignment.added', pair }, at);
	});
}

/**
 * Takes one assignment away. Refuses when its review is finished, so that nobody's scores are dropped for what they
 * say, and when a conflict was declared, which stays on record.
 */
export function removeAssignment(db: Db, who: Organiser, pair: Pair, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdCall(tx, who, at);
		const rows = await assignmentsOf(reading(tx), who.callId);
		const row = rows.find((row) => row.application_id === pair.applicationId && row.reviewer_id === pair.reviewerId);
		if (!row) throw notFound();
		if (row.conflict !== null) throw conflictDeclared();
		if (row.finished_at) throw scoredAlready();
		await tx
			.deleteFrom('assignments')
			.where('application_id', '=', pair.applicationId)
			.where('reviewer_id', '=', pair.reviewerId)
			.execute();
		await tellPair(tx, who, { verb: 'assignment.removed', pair }, at);
	});
}

/**
 * The call, held alone until the commit: reviewers hold it together, so no review is finished while it is taken away, and
 * every score is either in a freeze or refused. Refuses while the call is open and once the bands are frozen.
 */
export async function holdCall(tx: Tx, who: Organiser, at: Date): Promise<Call> {
	const call = await tx
		.selectFrom('calls')
		.selectAll()
		.where('id', '=', who.callId)
		.forUpdate()
		.executeTakeFirstOrThrow();
	if (!call.published_at || at < takenUntil(call)) throw callStillOpen();
	if (await freezeOf(reading(tx), call.id)) throw bandsFrozen();
	return call;
}

async function checkPair(tx: Tx, call: Call, pair: Pair): Promise<void> {
	const db = reading(tx);
	const applications = await applicationsUnderReview(db, call.id);
	const reviewers = await peopleInRole(db, 'reviewer', call);
	const isKnown =
		applications.some(({ id }) => id === asId(pair.applicationId)) &&
		reviewers.some(({ id }) => id === asId(pair.reviewerId));
	if (!isKnown) throw notFound();
	const rows = await assignmentsOf(db, call.id);
	const row = rows.find((row) => row.application_id === pair.applicationId && row.reviewer_id === pair.reviewerId);
	if (row?.conflict != null) throw conflictDeclared();
	const isBarred = await barredPairs(db, call);
	if (isBarred(pair)) throw sameOrganisation();
}

// As one document: a statement takes at most 65,535 parameters, and a call may have more pairs than that.
async function leave(tx: Tx, pairs: Pair[], who: Organiser, at: Date): Promise<number> {
	const left = await sql`
		insert into assignments (application_id, reviewer_id, assigned_at, assigned_by)
		select "applicationId", "reviewerId", ${at}, ${who.personId}
		from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair ("applicationId" uuid, "reviewerId" uuid)
		on conflict do nothing`.execute(tx);
	return Number(left.numAffectedRows ?? 0);
}

function tellPair(
	tx: Tx,
	who: Organiser,
	what: { verb: 'assignment.added' | 'assignment.removed'; pair: Pair },
	at: Date
): Promise<void> {
	const { applicationId, reviewerId } = what.pair;
	const line = { verb: what.verb, about: applicationId, detail: { reviewer: reviewerId } };
	return note(tx, { at, by: who.personId, callId: who.callId, ...line });
}
