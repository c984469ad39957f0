import { checkStage, mayModerate } from '#domain/questions/rules.ts';
import { screenOf } from '#domain/questions/screen.read.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The stage, for the guest, and for who moderates: their clicker calls the next. */
export async function load({ params, locals: { db, live, visitor, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	const session = await sessionBySlug(reading(db), params.session);
	checkStage(visitor, session);
	return { ...(await screenOf(reading(db), session, stamp)), moderates: mayModerate(visitor, session) };
}
