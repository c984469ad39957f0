import type { Reader } from '#lib/db.server.ts';
import type { InvitedTo } from './passes.rules.ts';

const dayMs = 86_400_000;

/** The sessions of calls that have a door and are not over: those whose invited need a ticket. */
export async function sessionsWithGuests(db: Reader, at: Date): Promise<InvitedTo[]> {
	const rows = await db
		.selectFrom('sessions')
		.select(['sessions.id', 'call_id', 'stop_id', 'starts_at', 'ends_at'])
		.where('call_id', 'is not', null)
		.where('ends_at', '>', new Date(at.getTime() - dayMs))
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('doors')
					.select('doors.id')
					.whereRef('session_id', '=', 'sessions.id')
					.where('ended_at', 'is', null)
			)
		)
		.execute();
	return rows.map((row) => ({ ...row, call_id: row.call_id! }));
}
