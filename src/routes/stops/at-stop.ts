import { publicCalls, type ListedCall } from '#domain/calls/read.server.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { datesMoved } from '#domain/programme/moved.read.server.ts';
import { isOn, type PublicSession } from '#domain/programme/public.rules.ts';
import { newestRelease, publicSessions, stopsReleased } from '#domain/programme/releases.read.server.ts';
import { registerHoursAt } from '#domain/registrations/widgets.read.server.ts';
import type { AtStop, DatedSession } from '#domain/tours/hub.rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import type { Reader } from '#lib/db.server.ts';

export type There = AtStop & { isReleased: boolean };

/** What the public may know of these stops of a tour that has its moment: calls, the sessions released, registers. */
export async function atStops(db: Reader, stops: Stop[], now: Date): Promise<Map<string, There>> {
	const ids = stops.map(({ id }) => id);
	const listed = await publicCalls(db, stops[0]?.tour_id);
	const own = listed.filter(({ stop_id }) => ids.includes(stop_id));
	const [calls, registers, released] = await Promise.all([
		datedCalls(db, own),
		registerHoursAt(db, ids),
		stopsReleased(db, ids)
	]);
	const there = stops.map(async ({ id }): Promise<[string, There]> => {
		const isReleased = released.includes(id);
		const sessions = isReleased ? await sessionsAt(db, id, now) : [];
		const own = registers.filter(({ stop_id }) => stop_id === id);
		return [
			id,
			{
				...{ isReleased, sessions, calls: calls.filter(({ stop_id }) => stop_id === id).map(({ call }) => call) },
				registers: own.map(({ session_id, opens_at, closes_at }) => ({ session_id, opens_at, closes_at }))
			}
		];
	});
	return new Map(await Promise.all(there));
}

async function datedCalls(db: Reader, listed: ListedCall[]) {
	const ids = listed.map(({ id }) => id);
	const [draws, moved] = await Promise.all([drawGlances(db, ids), datesMoved(db, ids)]);
	return listed.map(({ id, stop_id, slug, title, opens_at, closes_at, draw_at, published_at }) => ({
		stop_id,
		call: {
			...{ slug, title, opens_at, closes_at, draw_at, published_at: published_at! },
			...{ draw: draws[id] ?? { slug: null, isDrawn: false }, moved: moved.get(id) ?? null }
		}
	}));
}

async function sessionsAt(db: Reader, stopId: string, now: Date): Promise<DatedSession[]> {
	const release = await newestRelease(db, stopId);
	const sessions = release ? await publicSessions(db, release.id) : [];
	return sessions.map((one) => dated(one, release!.released_at, now));
}

function dated({ id, sequence, shown, ...session }: PublicSession, releasedAt: Date, now: Date): DatedSession {
	const { from, to, segments } = session;
	return {
		...{ id, from, to, sequence, releasedAt, guid: shown.guid, slug: shown.slug, title: shown.title },
		...{ isCancelled: shown.cancelled, hall: shown.hall?.name ?? null, isOn: isOn(session, now) },
		takesQuestions: segments.some(({ askers }) => askers !== 'moderator')
	};
}
