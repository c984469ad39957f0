import { sessionsWithGuests } from '#domain/registrations/passes.read.server.ts';
import { issuePasses } from '#domain/registrations/passes.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Brings the tickets of the invited up to date, at every session that has a door. */
export async function issueGuestPasses(db: Db, at: Date): Promise<void> {
	for (const session of await sessionsWithGuests(reading(db), at)) await issuePasses(db, session, at);
}
