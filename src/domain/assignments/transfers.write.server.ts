import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { nothingToImport } from './rules.ts';
import { leavePairs } from './write.server.ts';
import { heldForReview } from '#domain/reviews/read.server.ts';
import { judgedPairs, pairsOf } from './transfers.read.server.ts';
import type { PairRow } from './transfers.rules.ts';

/**
 * Leaves the assignments a file names, all of them at once; rows that are wrong are left out, as the dry run has said.
 * Answers with how many were entered, there already, and left out. Refuses where nothing can be entered.
 */
export function importAssignments(
	db: Db,
	who: Organiser,
	rows: PairRow[],
	at: Date
): Promise<{ entered: number; there: number; wrong: number }> {
	return together(db, async (tx) => {
		const call = await heldForReview(tx, who.callId, at);
		const { ready, there, faults } = await judgedPairs(reading(tx), call, rows);
		if (ready.length === 0) throw nothingToImport();
		await leavePairs(tx, ready, who, at);
		const detail = { count: ready.length };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'assignment.imported', about: call.id, detail });
		return { entered: ready.length, there, wrong: faults.length };
	});
}

/** Hands over who reads what, for a file, and leaves in the journal that it was taken away. */
export function exportAssignments(db: Db, who: Organiser, kind: 'csv' | 'json', at: Date) {
	return together(db, async (tx) => {
		const pairs = await pairsOf(reading(tx), who.callId);
		const detail = { kind, count: pairs.length };
		await note(tx, {
			at,
			by: who.personId,
			callId: who.callId,
			verb: 'assignment.exported',
			about: who.callId,
			detail
		});
		return pairs;
	});
}
