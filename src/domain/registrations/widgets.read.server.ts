import type { Reader } from '#lib/db.server.ts';

/** The sessions of a stop that take registrations. */
export async function registersAt(db: Reader, stopId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('registers')
		.innerJoin('sessions', 'sessions.id', 'session_id')
		.select('session_id')
		.where('stop_id', '=', stopId)
		.execute();
	return rows.map(({ session_id }) => session_id);
}

/** When places are given away in the public sessions of these stops. */
export function registerHoursAt(db: Reader, stopIds: string[]) {
	return db
		.selectFrom('registers')
		.innerJoin('sessions', 'sessions.id', 'session_id')
		.select(['session_id', 'stop_id', 'opens_at', 'closes_at'])
		.where((eb) => eb('stop_id', '=', eb.fn.any(eb.val(stopIds))))
		.where('visibility', '=', 'public')
		.execute();
}
