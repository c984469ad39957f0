import { countsOf, liveByTrack, wayOf } from '#domain/applications/counts.read.server.ts';
import { newestCheckpoint } from '#domain/applications/log.read.server.ts';
import { publishedCall, wholeCall } from '#domain/calls/read.server.ts';
import { isOpen } from '#domain/calls/rules.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { voidsOf } from '#domain/draws/voids.read.server.ts';
import { stopsReleased } from '#domain/programme/releases.read.server.ts';
import { reading, type Reader } from '#lib/db.server.ts';
import { remembering } from '#lib/remember.server.ts';

// In the last minutes thousands look at the same notice: what they are told of today's counts is two seconds old at most.
const liveNow = remembering(2000, (db: Reader, callId) => liveByTrack(db, callId));

export async function load({ params, locals: { db, arrivedAt } }) {
	const call = await wholeCall(reading(db), await publishedCall(reading(db), params.call));
	const isTaking = isOpen(call, arrivedAt);
	const [counts, draws, today, steps, signed, released, voids] = await Promise.all([
		isTaking ? null : countsOf(reading(db), [call.id]),
		drawGlances(reading(db), [call.id]),
		isTaking ? liveNow(reading(db), call.id, arrivedAt) : null,
		call.rounds.length ? wayOf(reading(db), call) : undefined,
		newestCheckpoint(reading(db), call.id),
		stopsReleased(reading(db), [call.stop_id]),
		voidsOf(reading(db), call.id)
	]);
	return {
		call,
		voids,
		hasProgramme: released.length > 0,
		now: arrivedAt,
		isOpen: isTaking,
		today,
		steps,
		live: today ? Object.values(today).reduce((sum, live) => sum + live, 0) : (counts?.[call.id]?.live ?? 0),
		log: signed ? { size: signed.size, root: signed.root } : null,
		draw: draws[call.id] ?? { slug: null, isDrawn: false }
	};
}
