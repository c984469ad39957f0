import { callsWithFreePlaces } from '#domain/invitations/read.server.ts';
import { fillPlaces } from '#domain/invitations/moves.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Invites the next reserves into every place that has become free. */
export async function fillFreePlaces(db: Db, at: Date): Promise<void> {
	for (const callId of await callsWithFreePlaces(reading(db), at)) await fillPlaces(db, callId, at);
}
