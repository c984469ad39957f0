import { publicChanges, releasesOf } from '#domain/programme/releases.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const [releases, changes] = await Promise.all([
		releasesOf(reading(db), stop.id),
		publicChanges(reading(db), stop.id)
	]);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		releases: releases.map(({ version, note, released_at }) => ({
			...{ version, note, released_at },
			changes: changes.filter((change) => change.version === version)
		}))
	};
}
