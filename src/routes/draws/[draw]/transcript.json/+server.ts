import { publicDraw, transcriptText } from '#domain/draws/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The transcript: all that is needed to check a conducted draw, in one file. */
export async function GET({ params, locals: { db } }) {
	const draw = await publicDraw(reading(db), params.draw);
	const name = `${draw.slug}.transcript.json`;
	const headers = {
		'content-type': 'application/json; charset=utf-8',
		'content-disposition': `inline; filename="${name}"`
	};
	return new Response(await transcriptText(reading(db), draw.id), { headers });
}
