import { linkHolder } from '#domain/questions/links.read.server.ts';
import { floorView } from '#domain/questions/views.read.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { forScript } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** What the holder of a projector's link sees of the floor now. */
export async function GET({ params, locals: { db, live, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	return forScript(async () => {
		const session = await sessionBySlug(reading(db), params.session);
		await linkHolder(reading(db), session.id, 'projector', params.token);
		return floorView(reading(db), session, stamp);
	});
}
