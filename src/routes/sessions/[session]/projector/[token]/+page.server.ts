import { linkHolder } from '#domain/questions/links.read.server.ts';
import { screenOf } from '#domain/questions/screen.read.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The screen in the hall, for a machine nobody signs in on: by its link, until that is shut. */
export async function load({ params, locals: { db, live, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	const session = await sessionBySlug(reading(db), params.session);
	await linkHolder(reading(db), session.id, 'projector', params.token);
	return { ...(await screenOf(reading(db), session, stamp)), token: params.token };
}
