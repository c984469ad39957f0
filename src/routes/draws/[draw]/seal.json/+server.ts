import { publicDraw, sealOf } from '#domain/draws/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The seal as it was digested, byte for byte. */
export async function GET({ params, locals: { db } }) {
	const draw = await publicDraw(reading(db), params.draw);
	const { text } = await sealOf(reading(db), draw.id);
	const name = `${draw.slug}.seal.json`;
	const headers = {
		'content-type': 'application/json; charset=utf-8',
		'content-disposition': `inline; filename="${name}"`
	};
	return new Response(text, { headers });
}
