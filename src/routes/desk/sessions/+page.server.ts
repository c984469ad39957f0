import { moderatedSessions } from '#domain/questions/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The sessions the visitor runs. */
export async function load({ locals: { db, visitor, arrivedAt } }) {
	const sessions = await moderatedSessions(reading(db), visitor.roles);
	const isOrganiser = visitor.roles.some(({ role, callId }) => role === 'organiser' && !callId);
	return { sessions, isOrganiser, now: arrivedAt };
}
