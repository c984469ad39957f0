import { hasPublicRecord } from '#domain/records/article.read.server.ts';
import { figuresOfStop } from '#domain/records/figures.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, arrivedAt, site } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const asked = url.searchParams.get('of');
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		hasRecord: await hasPublicRecord(reading(db), stop.id, arrivedAt),
		told: await figuresOfStop(reading(db), stop.id, asked && /^[0-9a-f]{12,64}$/.test(asked) ? asked : null),
		address: `${site}/stops/${stop.slug}/figures`
	};
}
