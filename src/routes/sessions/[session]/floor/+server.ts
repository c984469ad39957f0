import { floorText, floorView, ownView, seenSession } from '#domain/questions/views.read.server.ts';
import { forScript } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

const json = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/**
 * The floor now, for a page that was told that it changed: with `own`, as this visitor sees it; else as anybody who has
 * neither signed in nor pressed anything, in one text for all.
 */
export async function GET({ params, url, getClientAddress, locals: { db, live, visitor, browser, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	if (!url.searchParams.has('own')) {
		const session = await seenSession(reading(db), params.session, visitor, stamp);
		return new Response(await floorText(reading(db), session, stamp), { headers: json });
	}
	return forScript(async () => {
		const session = await seenSession(reading(db), params.session, visitor, stamp);
		const who = { visitor, browser, address: getClientAddress() };
		const [floor, own] = await Promise.all([
			floorView(reading(db), session, stamp),
			ownView(db, session, who, arrivedAt)
		]);
		return { ...floor, ...own };
	});
}
