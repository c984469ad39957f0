import type { Call } from '#domain/calls/rules.ts';
import { note } from '#domain/journal/write.server.ts';
import { notFound, type Reviewer } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import type { Saying } from './form.ts';
import { conflictDeclared, interestsClosed } from './rules.ts';
import { conflictStands, isAsking, withSayings } from './interests.read.server.ts';
import { asId } from '#domain/reviews/desk.read.server.ts';

type Said = { applicationId: string; interest: Saying };

/**
 * Leaves how gladly a reviewer would read applications; what is said again is said anew, `unsaid` takes it back. So can
 * a conflict be that was said here, until the application is assigned to them; any other stands. Refuses outside the
 * hours for it, and what is not under review as not there.
 */
export function sayInterests(db: Db, who: Reviewer, said: Said[], at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdAsking(tx, who, at);
		const changed = [];
		for (const one of said) if (await sayOne(tx, who, one, at)) changed.push(one);
		if (changed.length === 0) return;
		const detail = { count: changed.length };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'interest.said', about: call.id, detail });
	});
}

async function holdAsking(tx: Tx, who: Reviewer, at: Date): Promise<Call> {
	const call = await tx.selectFrom('calls').selectAll().where('id', '=', who.callId).forShare().executeTakeFirst();
	if (!call?.published_at) throw notFound();
	if (!(await isAsking(reading(tx), call, at))) throw interestsClosed();
	return call;
}

/** Whether anything changed. */
async function sayOne(tx: Tx, who: Reviewer, { applicationId, interest }: Said, at: Date): Promise<boolean> {
	const row = await standingOf(tx, who, asId(applicationId));
	const before = row.conflict ? 'conflict' : (row.interest ?? 'unsaid');
	if (before === interest) return false;
	if (row.stands) throw conflictDeclared();
	if (row.conflict) await takeBack(tx, who, row.id, at);
	await tx
		.deleteFrom('interests')
		.where('application_id', '=', row.id)
		.where('reviewer_id', '=', who.personId)
		.execute();
	if (interest === 'conflict') await leaveConflict(tx, who, row.id, at);
	else if (interest !== 'unsaid')
		await tx
			.insertInto('interests')
			.values({ application_id: row.id, reviewer_id: who.personId, interest, said_at: at })
			.execute();
	return true;
}

async function standingOf(tx: Tx, who: Reviewer, applicationId: string) {
	const row = await withSayings(reading(tx), who)
		.select(['applications.id', 'interests.interest', 'conflicts.kind as conflict', conflictStands])
		.where('applications.id', '=', applicationId)
		.executeTakeFirst();
	if (!row) throw notFound();
	return row;
}

async function leaveConflict(tx: Tx, who: Reviewer, applicationId: string, at: Date): Promise<void> {
	const pair = { application_id: applicationId, reviewer_id: who.personId };
	await tx
		.insertInto('conflicts')
		.values({ ...pair, kind: 'interest', reason: '', declared_at: at })
		.execute();
	await note(tx, { at, by: who.personId, callId: who.callId, verb: 'conflict.declared', about: applicationId });
}

async function takeBack(tx: Tx, who: Reviewer, applicationId: string, at: Date): Promise<void> {
	await tx
		.deleteFrom('conflicts')
		.where('application_id', '=', applicationId)
		.where('reviewer_id', '=', who.personId)
		.execute();
	await note(tx, { at, by: who.personId, callId: who.callId, verb: 'conflict.taken-back', about: applicationId });
}
