import { publicPicture } from '#domain/records/article.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { showPicture } from '#lib/serving.server.ts';

/** A picture of a record, for anybody who may read an edition that shows it. */
export async function GET({ params, request, locals: { db, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	return showPicture(await publicPicture(reading(db), stop.id, { id: params.picture, at: arrivedAt }), request);
}
