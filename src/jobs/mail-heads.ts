import { newestJournalCheckpoint } from '#domain/journal/checkpoints.read.server.ts';
import { headsDue } from '#domain/reads/heads.read.server.ts';
import { mailHeads } from '#domain/reads/heads.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Posts the journal's newest signed head to the auditors who asked for it, once a day. */
export async function mailDueHeads(db: Db, at: Date): Promise<void> {
	const newest = await newestJournalCheckpoint(reading(db));
	if (newest && (await headsDue(reading(db), newest.size, at)).length) await mailHeads(db, at);
}
