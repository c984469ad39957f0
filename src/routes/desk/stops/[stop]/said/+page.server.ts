import { transcriptsOf } from '#domain/records/utterances.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { ownStop } from '../acting.ts';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		sessions: await transcriptsOf(reading(locals.db), stop.id)
	};
}
