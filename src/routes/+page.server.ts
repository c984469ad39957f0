import { publicCalls } from '#domain/calls/read.server.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { allTours, wholeTour } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ locals: { db, arrivedAt, atHostId } }) {
	const [calls, tours] = await Promise.all([publicCalls(reading(db), null, atHostId), allTours(reading(db), atHostId)]);
	const shown = await Promise.all(tours.slice(0, 3).map((tour) => wholeTour(reading(db), tour)));
	const draws = await drawGlances(
		reading(db),
		calls.map((call) => call.id)
	);
	return { calls, draws, tours: shown, now: arrivedAt };
}
