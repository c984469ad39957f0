import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Call } from '#domain/calls/rules.ts';
import { note } from '#domain/journal/write.server.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { notFound, type Organiser } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import type { Tell } from '#lib/matching/flow.ts';
import { solveAside } from '#lib/matching.server.ts';
import { rulesOf, taskOf } from './read.server.ts';
import {
	assignedBy,
	assignmentMoved,
	conflictDeclared,
	groupReadsAlready,
	isSameTask,
	limitsPassed,
	matchingOf,
	noReviewers,
	sameOrganisation,
	scoredAlready,
	tieSeen,
	type Assigned,
	type AssignmentTask,
	type Pair
} from './rules.ts';
import { revokeTied } from './conflicts.write.server.ts';
import { asId } from '#domain/reviews/desk.read.server.ts';
import { applicationsUnderReview, assignmentsOf, heldForReview } from '#domain/reviews/read.server.ts';
import { barsOf, reviewerTies } from './ties.read.server.ts';
import { groupsOf, pairKey } from './ties.rules.ts';

/** `each` is how many reviewers an application is to have, as the call's rules say where it is left out. */
export type AssignAsked = { each?: number; givesLimits?: boolean; tell?: Tell };

/**
 * Leaves the best assignment there is under the call's rules, beside what is assigned already: see `matchingOf`. Pairs
 * that are tied by now are taken back first. Where limits cannot be kept, `givesLimits` raises them by as little as can
 * be, and leaves them so. Answers with how many were added and how many applications stay short. Refuses before the call
 * has closed and after the freeze.
 */
export async function assignReviewers(
	db: Db,
	who: Organiser,
	asked: AssignAsked,
	at: Date
): Promise<{ added: number; short: number }> {
	// Ten thousand applications take seconds: nobody is held up meanwhile, and what changed meanwhile is seen.
	for (let tries = 0; tries < 3; tries++) {
		const task = await together(db, (tx) => taskNow(tx, who, asked, at));
		const found = await foundFor(task, asked);
		const left = await together(db, async (tx) => {
			const now = await taskNow(tx, who, asked, at);
			return isSameTask(task, now) ? leaveRun(tx, who, { task, found, asked }, at) : null;
		});
		if (left) return left;
	}
	throw assignmentMoved();
}

async function taskNow(tx: Tx, who: Organiser, { each }: AssignAsked, at: Date): Promise<AssignmentTask> {
	const call = await heldForReview(tx, who.callId, at);
	await revokeTied(tx, who, call, at);
	const rules = await rulesOf(reading(tx), call.id);
	const task = await taskOf(reading(tx), call, { ...rules, each: each ?? rules.each });
	if (task.reviewers.length === 0) throw noReviewers();
	return task;
}

type Found = { assigned: Assigned; relaxed: Assigned | null; seed: string; whole: number };

// What the limits leave no room for is asked again with limits that may give: so one learns which, and by how much.
async function foundFor(task: AssignmentTask, { givesLimits, tell }: AssignAsked): Promise<Found> {
	const seed = randomBytes(32).toString('hex');
	const matching = matchingOf(task, givesLimits);
	const assigned = assignedBy(task, matching, await solveAside(matching, seed, tell));
	const isMet = assigned.short.length === 0 || givesLimits === true;
	const soft = matchingOf(task, true);
	const relaxed = isMet ? null : assignedBy(task, soft, await solveAside(soft, seed));
	return { assigned, relaxed, seed, whole: matching.whole };
}

type Run = { task: AssignmentTask; found: Found; asked: AssignAsked };

async function leaveRun(tx: Tx, who: Organiser, { task, found, asked }: Run, at: Date) {
	const { assigned, relaxed, seed, whole } = found;
	const { each, pair_chance } = task.rules;
	const limits = limitsPassed(task, (relaxed ?? assigned).added);
	if (asked.givesLimits) await raiseLimits(tx, who, { task, added: assigned.added }, at);
	await leavePairs(tx, assigned.added, who, at);
	const { value, bound, short, chances, added } = assigned;
	await tx
		.insertInto('assignment_runs')
		.values({
			...{ call_id: who.callId, each, pair_chance, added: added.length, value, bound, seed, whole },
			...{ limits: JSON.stringify(asked.givesLimits ? [] : limits), short: JSON.stringify(short) },
			...{ chances: JSON.stringify(chances), ran_at: at, ran_by: who.personId }
		})
		.execute();
	const detail = { each, added: added.length, short: short.length };
	await note(tx, { at, by: who.personId, callId: who.callId, verb: 'reviewers.assigned', about: who.callId, detail });
	return { added: added.length, short: short.length };
}

async function raiseLimits(
	tx: Tx,
	who: Organiser,
	{ task, added }: { task: AssignmentTask; added: Pair[] },
	at: Date
): Promise<void> {
	for (const { reviewerId, from, to } of limitsPassed(task, added)) {
		if (to < from) continue;
		await tx
			.insertInto('reviewer_profiles')
			.values({ call_id: who.callId, reviewer_id: reviewerId, load_max: to, said_at: at, said_by: who.personId })
			.onConflict((oc) => oc.columns(['call_id', 'reviewer_id']).doUpdateSet({ load_max: to }))
			.execute();
		const line = { verb: 'assignment.limit-raised', about: reviewerId, detail: { from, to } } as const;
		await note(tx, { at, by: who.personId, callId: who.callId, ...line });
	}
}

/** Leaves one assignment. One that is there already stays as it is. Refuses a conflict, declared or seen. */
export function addAssignment(db: Db, who: Organiser, pair: Pair, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await heldForReview(tx, who.callId, at);
		await checkPair(tx, call, pair);
		if (!(await leavePairs(tx, [pair], who, at))) return;
		await tellPair(tx, who, { verb: 'assignment.added', pair }, at);
	});
}

/** Leaves several assignments, or none: see `addAssignment`. */
export function addAssignments(db: Db, who: Organiser, pairs: Pair[], at: Date): Promise<void> {
	return together(db, async (tx) => {
		for (const pair of pairs) await addAssignment(tx, who, pair, at);
	});
}

/**
 * Takes one assignment away. Refuses when its review is finished, so that nobody's scores are dropped for what they
 * say, and when a conflict was declared, which stays on record.
 */
export function removeAssignment(db: Db, who: Organiser, pair: Pair, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await heldForReview(tx, who.callId, at);
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

/** Refuses a pair that must not be: not of this call, in conflict, tied, or beside somebody of the same organisation. */
export async function checkPair(tx: Tx, call: Call, pair: Pair): Promise<void> {
	const db = reading(tx);
	const applications = await applicationsUnderReview(db, call.id);
	const reviewers = await peopleInRole(db, 'reviewer', call);
	const isKnown =
		applications.some(({ id }) => id === asId(pair.applicationId)) &&
		reviewers.some(({ id }) => id === asId(pair.reviewerId));
	if (!isKnown) throw notFound();
	const bar = (await barsOf(db, call)).get(pairKey(pair.applicationId, pair.reviewerId));
	if (bar === 'declared' || bar === 'interest') throw conflictDeclared();
	if (bar === 'organisation' || bar === 'domain') throw sameOrganisation();
	if (bar) throw tieSeen();
	await checkGroup(tx, call, pair);
}

async function checkGroup(tx: Tx, call: Call, { applicationId, reviewerId }: Pair): Promise<void> {
	const ties = await reviewerTies(reading(tx), call);
	const groups = groupsOf(ties);
	const groupOf = new Map(ties.map(({ id }, at) => [id, groups[at]]));
	const rows = await assignmentsOf(reading(tx), call.id);
	const others = rows.filter(
		(row) => row.application_id === applicationId && row.conflict === null && row.reviewer_id !== reviewerId
	);
	if (others.some((row) => groupOf.get(row.reviewer_id) === groupOf.get(reviewerId))) throw groupReadsAlready();
}

// As one document: a statement takes at most 65,535 parameters, and a call may have more pairs than that.
export async function leavePairs(tx: Tx, pairs: Pair[], who: Organiser, at: Date): Promise<number> {
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
