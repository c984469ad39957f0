import { sql } from 'kysely';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { StopForm } from './form.ts';
import { stopNotFound, zoneInUse, type Stop } from './rules.ts';
import { heldTour, leaveStop, putInOrder } from './write.server.ts';

/** Leaves another stop of a tour: one's own, or one that looks for its host. */
export function addStop(
	db: Db,
	who: HostOrganiser,
	{ tourId, form }: { tourId: string; form: StopForm },
	at: Date
): Promise<Stop> {
	const { is_ours, ...facts } = form;
	return together(db, async (tx) => {
		await heldTour(tx, who, tourId);
		const stop = await leaveStop(tx, { tourId, hostId: is_ours ? who.hostId : null }, facts);
		await note(tx, { at, by: who.personId, callId: null, verb: 'stop.added', about: stop.id });
		return stop;
	});
}

/**
 * Leaves where and when a stop is, and whether it is on the map; one that looks for its host may be taken on. Refuses
 * another host's stop as not there, and another zone once a call or a session there keeps times in it.
 */
export function saveStop(
	db: Db,
	who: HostOrganiser,
	{ tourId, stopId, form }: { tourId: string; stopId: string; form: StopForm },
	at: Date
): Promise<void> {
	const { is_ours, ...facts } = form;
	return together(db, async (tx) => {
		await heldTour(tx, who, tourId);
		const stop = await tx
			.selectFrom('stops')
			.selectAll()
			.where('id', '=', stopId)
			.where('tour_id', '=', tourId)
			.where((eb) => eb.or([eb('host_id', '=', who.hostId), eb('host_id', 'is', null)]))
			.executeTakeFirst();
		if (!stop) throw stopNotFound();
		if (stop.time_zone !== facts.time_zone && (await keepsTimes(tx, stopId))) throw zoneInUse();
		const host_id = is_ours ? who.hostId : stop.host_id;
		await tx
			.updateTable('stops')
			.set({ ...facts, host_id })
			.where('id', '=', stopId)
			.execute();
		await putInOrder(tx, tourId);
		const verb = host_id === stop.host_id ? 'stop.changed' : 'stop.taken-on';
		await note(tx, { at, by: who.personId, callId: null, verb, about: stopId });
	});
}

async function keepsTimes(tx: Tx, stopId: string): Promise<boolean> {
	const { rows } = await sql<{ found: boolean }>`select exists (select from calls where stop_id = ${stopId})
		or exists (select from sessions where stop_id = ${stopId}) as found`.execute(tx);
	return rows[0]!.found;
}
