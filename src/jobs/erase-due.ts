import { callsToErase, sessionsToErase, stopsToErase } from '#domain/erasures/read.server.ts';
import { eraseRegister } from '#domain/erasures/registrations.write.server.ts';
import { eraseCall, eraseStop } from '#domain/erasures/write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Destroys the data of every call whose day has come, what the press told a year after a stop, and registers. */
export async function eraseWhatIsDue(db: Db, at: Date): Promise<void> {
	for (const { id } of await callsToErase(reading(db), at)) await eraseCall(db, id, at);
	for (const { id } of await stopsToErase(reading(db), at)) await eraseStop(db, id, at);
	for (const { id } of await sessionsToErase(reading(db), at)) await eraseRegister(db, id, at);
}
