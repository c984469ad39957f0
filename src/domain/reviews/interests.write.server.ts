import { takesPart } from '#domain/applications/standing.read.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { note } from '#domain/journal/write.server.ts';
import { notFound, type Reviewer } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import type { Saying } from './assignments.form.ts';
import { interestsClosed } from './assignments.rules.ts';
import { isAsking } from './interests.read.server.ts';
import { asId } from './desk.read.server.ts';

type Said = { applicationId: string; interest: Saying };

/**
 * Leaves how gladly a reviewer would read applications; what is said again is said anew, `unsaid` takes it back. A
 * conflict stays for good. Refuses outside the hours for it, and what is not under review, or in conflict, as not there.
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
	const row = await tx
		.selectFrom('applications')
		.leftJoin('conflicts', (join) =>
			join.onRef('conflicts.application_id', '=', 'applications.id').on('conflicts.reviewer_id', '=', who.personId)
		)
		.leftJoin('interests', (join) =>
			join.onRef('interests.application_id', '=', 'applications.id').on('interests.reviewer_id', '=', who.personId)
		)
		.select(['applications.id', 'conflicts.reviewer_id as conflicted', 'interests.interest'])
		.where('applications.id', '=', asId(applicationId))
		.where('applications.call_id', '=', who.callId)
		.where(takesPart)
		.executeTakeFirst();
	if (!row) throw notFound();
	if (row.conflicted !== null || (row.interest ?? 'unsaid') === interest) return false;
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

async function leaveConflict(tx: Tx, who: Reviewer, applicationId: string, at: Date): Promise<void> {
	await tx
		.insertInto('conflicts')
		.values({ application_id: applicationId, reviewer_id: who.personId, reason: '', declared_at: at })
		.execute();
	await note(tx, { at, by: who.personId, callId: who.callId, verb: 'conflict.declared', about: applicationId });
}
