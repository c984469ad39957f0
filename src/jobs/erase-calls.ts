import { callsToErase } from '#domain/erasures/read.server.ts';
import { eraseCall } from '#domain/erasures/write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Destroys the data of every call whose day has come. */
export async function eraseCalls(db: Db, at: Date): Promise<void> {
	for (const { id } of await callsToErase(reading(db), at)) await eraseCall(db, id, at);
}
