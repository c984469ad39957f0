import { note } from '#domain/journal/write.server.ts';
import type { Organiser, Reviewer } from '#domain/people/rules.ts';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { nothingToImport } from './rules.ts';
import { revokeTied } from './conflicts.write.server.ts';
import { blankTie, tieKey } from './ties.rules.ts';
import type { ReadyTie } from './transfers.rules.ts';

/**
 * Leaves that a reviewer is close to somebody: from now on nothing of theirs is this reviewer's to read, and what was
 * assigned is taken back. Said twice it stays as it was.
 */
export function declareTie(db: Db, who: Reviewer, { who: whom }: { who: string }, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdCall(tx, who.callId);
		if (tieKey(whom) === '') throw blankTie();
		const tie = { reviewerId: who.personId, kind: 'family' as const, who: whom, since: null };
		if (!(await leaveTie(tx, { callId: call.id, by: who.personId, tie }, at))) return;
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'conflict.tie-declared', about: who.personId });
		await revokeEverywhere(tx, who, call.host_id, at);
	});
}

/**
 * Leaves with whom reviewers have worked, as the organiser's file says, and takes back what was assigned against it.
 * Answers with how many were new, and how many assignments were taken back. Refuses an empty list.
 */
export function importTies(
	db: Db,
	who: Organiser,
	ties: ReadyTie[],
	at: Date
): Promise<{ entered: number; revoked: number }> {
	return together(db, async (tx) => {
		if (ties.length === 0) throw nothingToImport();
		const call = await holdCall(tx, who.callId);
		let entered = 0;
		for (const tie of ties) {
			const one = { ...tie, kind: 'work' as const };
			if (await leaveTie(tx, { callId: call.id, by: who.personId, tie: one }, at)) entered += 1;
		}
		const detail = { count: entered };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'conflict.ties-imported', about: call.id, detail });
		return { entered, revoked: await revokeEverywhere(tx, who, call.host_id, at) };
	});
}

// Against an assignment under way: it holds the call too, and whichever comes second sees what the first has left.
function holdCall(tx: Tx, callId: string) {
	return tx
		.selectFrom('calls')
		.select(['id', 'host_id'])
		.where('id', '=', callId)
		.forUpdate()
		.executeTakeFirstOrThrow();
}

// A relation holds in every call of the host that is still under review.
async function revokeEverywhere(tx: Tx, who: Organiser | Reviewer, hostId: string, at: Date): Promise<number> {
	const calls = await tx
		.selectFrom('calls')
		.leftJoin('band_freezes', 'band_freezes.call_id', 'calls.id')
		.select(['calls.id', 'calls.host_id'])
		.where('calls.host_id', '=', hostId)
		.where('published_at', 'is not', null)
		.where('band_freezes.call_id', 'is', null)
		.orderBy('calls.id')
		.execute();
	let revoked = 0;
	for (const call of calls) revoked += await revokeTied(tx, who, call, at);
	return revoked;
}

type NewTie = { callId: string; by: string; tie: ReadyTie & { kind: 'family' | 'work' } };

async function leaveTie(tx: Tx, { callId, by, tie }: NewTie, at: Date): Promise<boolean> {
	const { reviewerId, kind, who, since } = tie;
	const left = await tx
		.insertInto('ties')
		.values({ call_id: callId, reviewer_id: reviewerId, kind, who, key: tieKey(who), since, said_at: at, said_by: by })
		.onConflict((oc) => oc.doNothing())
		.executeTakeFirst();
	return left.numInsertedOrUpdatedRows === 1n;
}
