import type { Reader } from '#lib/db.server.ts';
import type { Stop } from '#domain/tours/rules.ts';

/** The delegation at a stop in the order of protocol, with what each has told and how they come and go. */
export function delegationAt(db: Reader, stop: Stop) {
	return db
		.selectFrom('delegates')
		.leftJoin('delegate_details', 'delegate_details.delegate_id', 'delegates.id')
		.leftJoin('stays', (join) => join.onRef('stays.delegate_id', '=', 'delegates.id').on('stays.stop_id', '=', stop.id))
		.select(['delegates.id', 'delegates.name', 'delegates.title', 'is_principal'])
		.select(['contact', 'languages', 'dietary', 'needs'])
		.select(['arrives_at', 'arrives_by', 'leaves_at', 'leaves_by', 'lodging', 'seat', 'protocol', 'met_by'])
		.where('tour_id', '=', stop.tour_id)
		.orderBy('protocol', (order) => order.asc().nullsLast())
		.orderBy('is_principal', 'desc')
		.orderBy('position')
		.execute();
}

export type Delegated = Awaited<ReturnType<typeof delegationAt>>[number];
