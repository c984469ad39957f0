import { hostsOrganised } from '#domain/people/rules.ts';
import { moderatedSessions } from '#domain/questions/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The sessions the visitor runs. */
export async function load({ locals: { db, visitor, arrivedAt } }) {
	const sessions = await moderatedSessions(reading(db), visitor.roles);
	return { sessions, isOrganiser: hostsOrganised(visitor).length > 0, now: arrivedAt };
}
