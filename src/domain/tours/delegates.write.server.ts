import { isNamed, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { DelegateForm } from './form.ts';
import { delegateNamed, delegateNotFound, type Delegate } from './rules.ts';
import { heldTour } from './write.server.ts';

/** Which of a tour's delegation. */
export type OfTour = { tourId: string; delegateId: string };

/** Leaves one of the delegation as written, a new one at the end; a new principal takes the place of the one before. */
export function saveDelegate(
	db: Db,
	who: HostOrganiser,
	{ tourId, delegateId, form }: { tourId: string; delegateId: string | null; form: DelegateForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldTour(tx, who, tourId);
		if (form.is_principal)
			await tx.updateTable('delegates').set({ is_principal: false }).where('tour_id', '=', tourId).execute();
		if (delegateId) {
			const { id } = await own(tx, { tourId, delegateId });
			await tx.updateTable('delegates').set(form).where('id', '=', id).execute();
		} else {
			const position = (await inOrder(tx, tourId)).length;
			await tx
				.insertInto('delegates')
				.values({ ...form, tour_id: tourId, position })
				.execute();
		}
		await note(tx, { at, by: who.personId, callId: null, verb: 'tour.delegation-changed', about: tourId });
	});
}

/** Moves one of the delegation one place forward. */
export function raiseDelegate(db: Db, who: HostOrganiser, { tourId, delegateId }: OfTour, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await heldTour(tx, who, tourId);
		await own(tx, { tourId, delegateId });
		const all = await inOrder(tx, tourId);
		const place = all.indexOf(delegateId);
		if (place > 0) all.splice(place - 1, 2, delegateId, all[place - 1]!);
		await keepOrder(tx, all);
		await note(tx, { at, by: who.personId, callId: null, verb: 'tour.delegation-changed', about: tourId });
	});
}

/** Takes one out of the delegation. Refuses whom a programme, a stay or a meeting names. */
export function removeDelegate(db: Db, who: HostOrganiser, { tourId, delegateId }: OfTour, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await heldTour(tx, who, tourId);
		const { id } = await own(tx, { tourId, delegateId });
		await tx.deleteFrom('delegates').where('id', '=', id).execute();
		await keepOrder(tx, await inOrder(tx, tourId));
		await note(tx, { at, by: who.personId, callId: null, verb: 'tour.delegation-changed', about: tourId });
	}).catch((fault: unknown) => {
		throw isNamed(fault) ? delegateNamed() : fault;
	});
}

function own(tx: Tx, { tourId, delegateId }: OfTour): Promise<Delegate> {
	return tx
		.selectFrom('delegates')
		.selectAll()
		.where('id', '=', delegateId)
		.where('tour_id', '=', tourId)
		.executeTakeFirstOrThrow(delegateNotFound);
}

async function inOrder(tx: Tx, tourId: string): Promise<string[]> {
	const rows = await tx
		.selectFrom('delegates')
		.select('id')
		.where('tour_id', '=', tourId)
		.orderBy('position')
		.execute();
	return rows.map(({ id }) => id);
}

async function keepOrder(tx: Tx, ids: string[]): Promise<void> {
	for (const [position, id] of ids.entries())
		await tx.updateTable('delegates').set({ position }).where('id', '=', id).execute();
}
