import { gate } from '#domain/people/gate.server.ts';
import { seenSession } from '#domain/questions/views.read.server.ts';
import { noQueue } from '#domain/registrations/queue.rules.ts';
import { standIn } from '#domain/registrations/queue.write.server.ts';
import { reading } from '#lib/db.server.ts';

/** Where whoever asks stands, and when to ask again. */
export async function GET({ params, locals: { db, live, visitor, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	const session = await seenSession(reading(db), params.session, visitor, stamp);
	const standing = await standIn(db, gate.signedIn(visitor), { session }, arrivedAt);
	if (!standing) throw noQueue();
	const { state, again } = standing;
	return Response.json({ state, again, ...(standing.state === 'waiting' && { ahead: standing.ahead }) });
}
