import { hasPublicRecord } from '#domain/records/article.read.server.ts';
import { promisesOfStop } from '#domain/records/promises.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		hasRecord: await hasPublicRecord(reading(db), stop.id, arrivedAt),
		promises: await promisesOfStop(reading(db), stop.id, arrivedAt),
		now: arrivedAt
	};
}
