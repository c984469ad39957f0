import { newestCheckpoint } from '#domain/applications/log.read.server.ts';
import { countsOf } from '#domain/applications/counts.read.server.ts';
import { publishedCall, wholeCall } from '#domain/calls/read.server.ts';
import { isOpen } from '#domain/calls/rules.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
	const call = await wholeCall(reading(db), await publishedCall(reading(db), params.call));
	const [counts, draws, signed] = await Promise.all([
		countsOf(reading(db), [call.id]),
		drawGlances(reading(db), [call.id]),
		newestCheckpoint(reading(db), call.id)
	]);
	return {
		call,
		now: arrivedAt,
		isOpen: isOpen(call, arrivedAt),
		live: counts[call.id]?.live ?? 0,
		log: signed ? { size: signed.size, root: signed.root } : null,
		draw: draws[call.id] ?? { slug: null, isDrawn: false }
	};
}
