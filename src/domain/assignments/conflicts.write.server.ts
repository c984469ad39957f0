import type { Call } from '#domain/calls/rules.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser, Reviewer } from '#domain/people/rules.ts';
import { reading, type Tx } from '#lib/db.server.ts';
import { assignmentsOf } from '#domain/reviews/read.server.ts';
import { seenPairs } from './ties.read.server.ts';
import { pairKey } from './ties.rules.ts';

/**
 * Takes every assigned application from reviewers that are tied to it by now, at once: a conflict is left with what was
 * seen, and from then on it is not there for them. Part of whatever made the tie, in its transaction.
 */
export async function revokeTied(
	tx: Tx,
	who: Organiser | Reviewer,
	call: Pick<Call, 'id' | 'host_id'>,
	at: Date
): Promise<number> {
	const db = reading(tx);
	const [seen, rows] = await Promise.all([seenPairs(db, call), assignmentsOf(db, call.id)]);
	const tied = rows.flatMap(({ application_id, reviewer_id, conflict }) => {
		const kind = seen.get(pairKey(application_id, reviewer_id));
		return kind && conflict === null ? [{ application_id, reviewer_id, kind }] : [];
	});
	for (const { application_id, reviewer_id, kind } of tied) {
		await tx
			.insertInto('conflicts')
			.values({ application_id, reviewer_id, kind, reason: '', declared_at: at })
			.onConflict((oc) => oc.doNothing())
			.execute();
		const line = { verb: 'conflict.seen', about: application_id, detail: { reviewer: reviewer_id } } as const;
		await note(tx, { at, by: who.personId, callId: call.id, ...line });
	}
	return tied.length;
}
