import type { Reader } from '#lib/db.server.ts';
import { shareOf } from '#domain/calls/joint.rules.ts';

/**
 * What a call's rule makes of how each firm fared in the draws of its tour that its host has conducted: the share of a
 * firm, by its id. Where no rule was declared everybody has 1.
 */
export async function weightsIn(db: Reader, callId: string): Promise<(organisationId: string | null) => number> {
	const rule = await db
		.selectFrom('memory_rules')
		.innerJoin('calls', 'calls.id', 'call_id')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.select(['base', 'lost_adds', 'absent_takes', 'calls.host_id', 'stops.tour_id'])
		.where('call_id', '=', callId)
		.executeTakeFirst();
	if (!rule) return () => 1;
	const rows = await db
		.selectFrom('tour_luck')
		.select(['organisation_id', 'has_lost', 'was_absent'])
		.where('tour_id', '=', rule.tour_id)
		.where('tour_luck.host_id', '=', rule.host_id)
		.where('call_id', '<>', callId)
		.execute();
	const luck = new Map<string, { lost: number; absent: number }>();
	for (const { organisation_id, has_lost, was_absent } of rows) {
		const before = luck.get(organisation_id) ?? { lost: 0, absent: 0 };
		luck.set(organisation_id, { lost: before.lost + Number(has_lost), absent: before.absent + Number(was_absent) });
	}
	return (id) => shareOf(rule, luck.get(id ?? '') ?? { lost: 0, absent: 0 });
}
