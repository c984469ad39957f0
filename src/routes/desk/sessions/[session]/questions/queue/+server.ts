import { gate } from '#domain/people/gate.server.ts';
import { deskView } from '#domain/questions/views.read.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { atGate } from '#domain/programme/rules.ts';
import { forScript } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** The queue as it is now, for a page that was told that it changed. */
export async function GET({ params, locals: { db, live, visitor, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	return forScript(async () => {
		const session = await sessionBySlug(reading(db), params.session);
		gate.moderator(visitor, atGate(session));
		return deskView(reading(db), session, stamp);
	});
}
