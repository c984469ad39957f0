import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import type { CallStop, MemoryRule } from './rules.ts';

/** The stops a call is drawn for together, in the order of the journey, and what it remembers of earlier draws. */
export async function jointOf(db: Reader, callId: string): Promise<{ stops: CallStop[]; memory: MemoryRule | null }> {
	const rows = await db
		.selectFrom('call_stops')
		.innerJoin('stops', 'stops.id', 'stop_id')
		.select(['stop_id', 'places', 'slug', 'city', 'starts_on', 'time_zone'])
		.where('call_id', '=', callId)
		.orderBy('stops.position')
		.execute();
	if (rows.length === 0) return { stops: [], memory: null };
	const [own, memory] = await Promise.all([
		db.selectFrom('call_stop_quotas').selectAll().where('call_id', '=', callId).execute(),
		db
			.selectFrom('memory_rules')
			.select(['base', 'lost_adds', 'absent_takes'])
			.where('call_id', '=', callId)
			.executeTakeFirst()
	]);
	const quotasAt = (id: string) =>
		own
			.filter(({ stop_id }) => stop_id === id)
			.map(({ feature, value, track, min, max }) => ({ feature, value, track, min, max }));
	return { stops: rows.map((row) => ({ ...row, quotas: quotasAt(row.stop_id) })), memory: memory ?? null };
}

/**
 * The stops an applicant may rank, in the order of the journey: those the call is drawn for together, or where it is
 * drawn for one, all of its tour.
 */
export function stopsToRank(db: Reader, callId: string) {
	return db
		.selectFrom('calls')
		.innerJoin('stops as own', 'own.id', 'calls.stop_id')
		.innerJoin('stops', 'stops.tour_id', 'own.tour_id')
		.select(['stops.slug as value', 'stops.city as label'])
		.where('calls.id', '=', callId)
		.where(
			sql<boolean>`(not exists (select from call_stops where call_id = calls.id)
				or exists (select from call_stops where call_id = calls.id and stop_id = stops.id))`
		)
		.orderBy('stops.position')
		.execute();
}

/** The stops of a call's tour to which its host invites: among these it can be drawn together. */
export function stopsToJoin(db: Reader, call: { host_id: string; stop_id: string }) {
	return db
		.selectFrom('stops')
		.select(['id', 'slug', 'city', 'starts_on', 'ends_on'])
		.where('host_id', '=', call.host_id)
		.where('tour_id', '=', (eb) => eb.selectFrom('stops as own').select('tour_id').where('own.id', '=', call.stop_id))
		.orderBy('position')
		.execute();
}
