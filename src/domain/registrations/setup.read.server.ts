import type { Reader } from '#lib/db.server.ts';

/** How much of each of a host's stops in a tour is set up: its halls, sessions, registers, doors, releases, record. */
export function setUpAt(db: Reader, tourId: string, hostIds: string[]) {
	return db
		.selectFrom('stops')
		.select(['stops.id', 'slug', 'city', 'position', 'latitude'])
		.select(({ fn, selectFrom }) => {
			const sessions = selectFrom('sessions').whereRef('sessions.stop_id', '=', 'stops.id');
			return [
				selectFrom('halls').select(fn.countAll<number>().as('n')).whereRef('stop_id', '=', 'stops.id').as('halls'),
				sessions.select(fn.countAll<number>().as('n')).as('sessions'),
				sessions
					.innerJoin('registers', 'registers.session_id', 'sessions.id')
					.select(fn.countAll<number>().as('n'))
					.as('registers'),
				sessions
					.innerJoin('doors', 'doors.session_id', 'sessions.id')
					.select(fn.countAll<number>().as('n'))
					.where('doors.ended_at', 'is', null)
					.as('doors'),
				selectFrom('records').select(fn.countAll<number>().as('n')).whereRef('stop_id', '=', 'stops.id').as('records'),
				selectFrom('releases').select(fn.countAll<number>().as('n')).whereRef('stop_id', '=', 'stops.id').as('releases')
			];
		})
		.where('tour_id', '=', tourId)
		.where((eb) => eb('host_id', '=', eb.fn.any(eb.val(hostIds))))
		.orderBy('position')
		.execute();
}
