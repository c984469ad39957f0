import { publicCalls } from '#domain/calls/read.server.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { newestTours } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ locals: { db, arrivedAt, atHostId } }) {
	const [calls, tours] = await Promise.all([
		publicCalls(reading(db), null, atHostId),
		newestTours(reading(db), 3, atHostId)
	]);
	const draws = await drawGlances(
		reading(db),
		calls.map((call) => call.id)
	);
	return { calls, draws, tours, now: arrivedAt };
}
