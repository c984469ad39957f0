import { bulkReaders, hasReadsBefore } from '#domain/reads/read.server.ts';
import { keptDays } from '#domain/reads/rules.ts';
import { alertBulkRead, dropOldReads } from '#domain/reads/write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Tells hosts of whoever has just read a great many applications, and destroys what the log need not keep. */
export async function watchReads(db: Db, at: Date): Promise<void> {
	for (const { host_id, person_id } of await bulkReaders(reading(db), at)) {
		await alertBulkRead(db, { personId: person_id, hostId: host_id }, at);
	}
	if (await hasReadsBefore(reading(db), new Date(at.getTime() - keptDays * 86_400_000))) await dropOldReads(db, at);
}
