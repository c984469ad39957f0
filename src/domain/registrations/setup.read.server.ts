import type { Reader } from '#lib/db.server.ts';

/** How much of each of a host's stops in a tour is set up: its halls, sessions, registers, releases. */
export function setUpAt(db: Reader, tourId: string, hostIds: string[]) {
	return db
		.selectFrom('stops')
		.select(['stops.id', 'slug', 'city', 'position', 'latitude', 'longitude'])
		.select(({ fn, selectFrom }) => {
			const sessions = selectFrom('sessions').whereRef('sessions.stop_id', '=', 'stops.id');
			return [
				selectFrom('halls').select(fn.countAll<number>().as('n')).whereRef('stop_id', '=', 'stops.id').as('halls'),
				sessions.select(fn.countAll<number>().as('n')).as('sessions'),
				sessions
					.innerJoin('registers', 'registers.session_id', 'sessions.id')
					.select(fn.countAll<number>().as('n'))
					.as('registers'),
				selectFrom('releases').select(fn.countAll<number>().as('n')).whereRef('stop_id', '=', 'stops.id').as('releases')
			];
		})
		.where('tour_id', '=', tourId)
		.where((eb) => eb('host_id', '=', eb.fn.any(eb.val(hostIds))))
		.orderBy('position')
		.execute();
}
