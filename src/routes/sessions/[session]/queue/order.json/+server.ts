import { seenSession } from '#domain/questions/views.read.server.ts';
import { orderOf, queueOf } from '#domain/registrations/queue.read.server.ts';
import { noQueue } from '#domain/registrations/queue.rules.ts';
import { reading } from '#lib/db.server.ts';

/** The order of those present at the opening, with its seed; before the opening nothing is there. */
export async function GET({ params, locals: { db, live, visitor, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	const session = await seenSession(reading(db), params.session, visitor, stamp);
	const queue = await queueOf(reading(db), session.id);
	const order = queue && (await orderOf(reading(db), queue));
	if (!order) throw noQueue();
	return Response.json(order, { headers: { 'access-control-allow-origin': '*' } });
}
