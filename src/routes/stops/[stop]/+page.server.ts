import { pagesAfterwards } from '#domain/records/afterwards.read.server.ts';
import { momentsAt, waysNow } from '#domain/tours/hub.rules.ts';
import { standings } from '#domain/tours/rules.ts';
import { tourWithStop, wholeTour } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { atStops } from '../at-stop.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
	const tour = await wholeTour(reading(db), await tourWithStop(reading(db), params.stop));
	const at = tour.stops.findIndex(({ slug }) => slug === params.stop);
	const stop = tour.stops[at]!;
	const there = (await atStops(reading(db), [stop], arrivedAt)).get(stop.id)!;
	const beside = (other: (typeof tour.stops)[number] | undefined) => other && { slug: other.slug, city: other.city };
	return {
		stop: { ...stop, standing: standings(tour.stops, arrivedAt).get(stop.id)! },
		...{ before: beside(tour.stops[at - 1]), after: beside(tour.stops[at + 1]), count: tour.stops.length },
		tour: { slug: tour.slug, title: tour.title, organisation: tour.guest_organisation },
		delegates: tour.delegates.map(({ id, name, title, is_principal }) => ({ id, name, title, is_principal })),
		...{ ways: waysNow(there, arrivedAt), moments: momentsAt(there, stop.slug), isReleased: there.isReleased },
		drawn: there.calls.filter(({ draw }) => draw.slug).map(({ slug, draw, title }) => ({ slug, draw, title })),
		pages: await pagesAfterwards(reading(db), stop.id, arrivedAt),
		now: arrivedAt
	};
}
