import { bulkReaders, hasReadsBefore } from '#domain/reads/read.server.ts';
import { keptDays } from '#domain/reads/rules.ts';
import { activeSources } from '#domain/reads/sprees.read.server.ts';
import { spreeEveryMs } from '#domain/reads/sprees.rules.ts';
import { alertSpree } from '#domain/reads/sprees.write.server.ts';
import { alertBulkRead, dropOldReads } from '#domain/reads/write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { Turns } from '#lib/turns.ts';

const sprees = new Turns(spreeEveryMs);

/** Tells hosts of whoever has just read a great many applications, or far more than is usual for them, and destroys what the log need not keep. */
export async function watchReads(db: Db, at: Date): Promise<void> {
	for (const { host_id, person_id } of await bulkReaders(reading(db), at)) {
		await alertBulkRead(db, { personId: person_id, hostId: host_id }, at);
	}
	if (sprees.isDue(at)) {
		sprees.take(at);
		for (const source of await activeSources(reading(db), at)) await alertSpree(db, source, at);
	}
	if (await hasReadsBefore(reading(db), new Date(at.getTime() - keptDays * 86_400_000))) await dropOldReads(db, at);
}
