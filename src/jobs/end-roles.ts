import { endDueRoles } from '#domain/people/roles.write.server.ts';
import type { Db } from '#lib/db.server.ts';

/** Writes down that roles which were for a time are over. */
export async function endTimedRoles(db: Db, at: Date): Promise<void> {
	await endDueRoles(db, at);
}
