import { isNamed, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { GuestOffice, HostOrganiser } from '#domain/people/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import type { HallForm } from './form.ts';
import { hallInUse, hallNotFound, stopNotHosted } from './rules.ts';

/** The stop, held until the end: what is done to its programme at once is one after the other. Another host's is not there. */
export async function holdStop(tx: Tx, who: HostOrganiser | GuestOffice, stopId: string): Promise<Stop> {
	const stop = await tx
		.selectFrom('stops')
		.selectAll()
		.where('id', '=', stopId)
		.where('host_id', '=', who.hostId)
		.forUpdate()
		.executeTakeFirst();
	if (!stop) throw stopNotHosted();
	return stop;
}

/** Leaves a hall of the stop as it is named, a new one where the form has no id. Refuses another stop's as not there. */
export function saveHall(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: { stopId: string; form: HallForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const { name, capacity } = form;
		const about = form.id
			? await changeHall(tx, stopId, form.id, { name, capacity })
			: await addHall(tx, stopId, { name, capacity });
		const verb = form.id ? 'hall.changed' : 'hall.added';
		await note(tx, { at, by: who.personId, callId: null, verb, about });
	});
}

type Named = Pick<HallForm, 'name' | 'capacity'>;

async function changeHall(tx: Tx, stopId: string, id: string, hall: Named): Promise<string> {
	const done = await tx
		.updateTable('halls')
		.set(hall)
		.where('id', '=', id)
		.where('stop_id', '=', stopId)
		.returning('id')
		.executeTakeFirst();
	if (!done) throw hallNotFound();
	return done.id;
}

/** Leaves one more hall at the end of the stop's; answers with its id. */
export async function addHall(tx: Tx, stop_id: string, hall: Named & { extra?: string }): Promise<string> {
	const { last } = await tx
		.selectFrom('halls')
		.select((eb) => eb.fn.coalesce(eb.fn.max('position'), eb.lit(-1)).as('last'))
		.where('stop_id', '=', stop_id)
		.executeTakeFirstOrThrow();
	const row = { stop_id, position: Number(last) + 1, ...hall };
	return (await tx.insertInto('halls').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** Takes a hall away. Refuses one that sessions are in, and another stop's as not there. */
export function removeHall(
	db: Db,
	who: HostOrganiser,
	{ stopId, id }: { stopId: string; id: string },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const gone = await tx
			.deleteFrom('halls')
			.where('id', '=', id)
			.where('stop_id', '=', stopId)
			.returning('id')
			.executeTakeFirst();
		if (!gone) throw hallNotFound();
		await note(tx, { at, by: who.personId, callId: null, verb: 'hall.removed', about: id });
	}).catch((fault) => {
		throw isNamed(fault) ? hallInUse() : fault;
	});
}

/** Leaves how many minutes the principal takes from one hall of the stop to another. */
export function setTravel(
	db: Db,
	who: HostOrganiser,
	{ stopId, minutes }: { stopId: string; minutes: number },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const { travel_minutes: from } = await holdStop(tx, who, stopId);
		if (from === minutes) return;
		await tx.updateTable('stops').set({ travel_minutes: minutes }).where('id', '=', stopId).execute();
		const detail = { from, to: minutes };
		await note(tx, { at, by: who.personId, callId: null, verb: 'stop.travel-set', about: stopId, detail });
	});
}
