import { reading, type Db, type Tx } from '#lib/db.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { StopsForm } from './joint.form.ts';
import { stopsToJoin } from './joint.read.server.ts';
import { remembers, stopsOf, type KeptStop } from './joint.rules.ts';
import { wholeCall } from './read.server.ts';
import { changeDraft } from './write.server.ts';

/**
 * Leaves the stops a draft is drawn for together, their places, what each has of its own, and what earlier draws of the
 * tour count for; none of them, and it is drawn for its own stop. Refuses once published, and another host's stop.
 */
export function changeStops(db: Db, who: Organiser, form: StopsForm, at: Date): Promise<void> {
	return changeDraft(db, who, { part: 'stops', at }, async (tx, call) => {
		const known = await stopsToJoin(reading(tx), call);
		const stops = stopsOf(form.stops, await wholeCall(reading(tx), call), known);
		for (const table of ['memory_rules', 'call_stops'] as const)
			await tx.deleteFrom(table).where('call_id', '=', call.id).execute();
		if (stops.length === 0) return;
		await leaveStops(tx, call.id, stops);
		if (!remembers(form.memory)) return;
		await tx
			.insertInto('memory_rules')
			.values({ call_id: call.id, ...form.memory })
			.execute();
	});
}

async function leaveStops(tx: Tx, call_id: string, stops: KeptStop[]): Promise<void> {
	await tx
		.insertInto('call_stops')
		.values(stops.map(({ stop_id, places }) => ({ call_id, stop_id, places })))
		.execute();
	const own = stops.flatMap(({ stop_id, quotas }) => quotas.map((quota) => ({ call_id, stop_id, ...quota })));
	if (own.length) await tx.insertInto('call_stop_quotas').values(own).execute();
}
