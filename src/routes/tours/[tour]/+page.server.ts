import { publicCalls } from '#domain/calls/read.server.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { stopsReleased } from '#domain/programme/releases.read.server.ts';
import { stopsRecorded } from '#domain/records/article.read.server.ts';
import { mappedStops, routeMap } from '#domain/tours/map.rules.ts';
import { tourBySlug, wholeTour } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { isZone } from '#lib/zone.ts';

export async function load({ params, url, locals: { db, locale, arrivedAt } }) {
	const tour = await wholeTour(reading(db), await tourBySlug(reading(db), params.tour));
	const calls = await publicCalls(reading(db), tour.id);
	const draws = await drawGlances(
		reading(db),
		calls.map((call) => call.id)
	);
	const released = await stopsReleased(
		reading(db),
		tour.stops.map(({ id }) => id)
	);
	const asked = url.searchParams.get('zone') ?? '';
	return {
		...{ tour, calls, draws, released, now: arrivedAt },
		recorded: await stopsRecorded(reading(db), tour.id, arrivedAt),
		zone: isZone(asked) ? asked : locale === 'ko' ? 'Asia/Seoul' : 'UTC',
		host: url.host,
		map: routeMap(mappedStops(tour.stops, arrivedAt, locale))
	};
}
