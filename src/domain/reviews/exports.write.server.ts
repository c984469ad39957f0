import { note } from '#domain/journal/write.server.ts';
import type { Auditor } from '#domain/people/rules.ts';
import { together, type Db } from '#lib/db.server.ts';

/** Leaves in the journal that reviews or scores of the call were taken away, and how many rows of which. */
export function tellReviewsExport(
	db: Db,
	who: Auditor,
	what: { kind: 'reviews' | 'scores' | 'all'; rows: number },
	at: Date
): Promise<void> {
	return together(db, (tx) =>
		note(tx, { at, by: who.personId, callId: who.callId, verb: 'reviews.exported', about: who.callId, detail: what })
	);
}
