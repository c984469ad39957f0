import { logoById } from '#domain/looks/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { showPicture } from '#lib/serving.server.ts';

/** A host's mark, for its pages. */
export async function GET({ params, request, locals: { db } }) {
	return showPicture(await logoById(reading(db), params.logo), request);
}
