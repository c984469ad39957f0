import { tourCalendar } from '#domain/tours/calendar.rules.ts';
import { tourBySlug, wholeTour } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { tagged } from '#lib/feed.server.ts';
import { atStops } from '../../../stops/at-stop.ts';

/** All that the public may know of a tour's dates, to follow; what has not changed is not sent again. */
export async function GET({ params, locals: { db, locale, arrivedAt, site } }) {
	const tour = await wholeTour(reading(db), await tourBySlug(reading(db), params.tour));
	const there = await atStops(reading(db), tour.stops, arrivedAt);
	const stops = tour.stops.map((stop) => ({ stop, there: there.get(stop.id)! }));
	const body = tourCalendar(tour, stops, { locale, baseUrl: site });
	return tagged(body, 'text/calendar; charset=utf-8', `${tour.slug}.ics`);
}
