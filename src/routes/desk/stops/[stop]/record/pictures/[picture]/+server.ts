import { pictureAtDesk } from '#domain/records/article.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { showPicture } from '#lib/serving.server.ts';
import { ownStop } from '../../../acting.ts';

/** A picture of a record, for who writes it. */
export async function GET({ params, request, locals }) {
	const { stop } = await ownStop({ params, locals });
	return showPicture(await pictureAtDesk(reading(locals.db), stop.id, params.picture), request);
}
