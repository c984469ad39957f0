import { publicCalls } from '#domain/calls/read.server.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { stopsReleased } from '#domain/programme/releases.read.server.ts';
import { tourBySlug, wholeTour } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
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
	return { tour, calls, draws, released, now: arrivedAt };
}
