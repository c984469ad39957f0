import { evidenceOf } from '#domain/registrations/lots.read.server.ts';
import { noDraw } from '#domain/registrations/lots.rules.ts';
import { seenTalk } from '#domain/registrations/views.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';

/** What proves a draw of places: its transcript, for anybody to check on their own machine; before it, its seal. */
export async function GET({ params, locals: { db, arrivedAt } }) {
	if (!isId(params.kind)) throw noDraw();
	const talk = await seenTalk(reading(db), params.session, arrivedAt);
	const { text, kind } = await evidenceOf(reading(db), talk.id, params.kind);
	const headers = {
		'content-type': 'application/json; charset=utf-8',
		'content-disposition': `inline; filename="${talk.slug}.${kind}.json"`
	};
	return new Response(text, { headers });
}
