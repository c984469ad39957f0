import { isToSign, journalPlaces } from '#domain/journal/checkpoints.read.server.ts';
import { signEveryMs } from '#domain/journal/checkpoints.rules.ts';
import { signJournal } from '#domain/journal/checkpoints.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { keepIn } from '#lib/places.server.ts';
import { isRolledBack, lookForRollback } from './watch-journal.ts';

/** Signs the journal's head where it has grown, and keeps it outside the store too; nothing is signed over a fork. */
export async function signJournalHead(db: Db, at: Date): Promise<void> {
	if (!(await isToSign(reading(db), signEveryMs, at))) return;
	await lookForRollback(db);
	if (isRolledBack()) return;
	const note = await signJournal(db, at);
	if (note) await keepIn(journalPlaces, note);
}
