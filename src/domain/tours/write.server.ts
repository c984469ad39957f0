import { together, type Db } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { PlaceForm, TourForm } from './form.ts';
import { stopNotFound, tourNotFound } from './rules.ts';

/** Leaves a tour's own words as written. Refuses a tour at none of whose stops the host invites as not there. */
export function saveTour(
	db: Db,
	who: HostOrganiser,
	{ tourId, form }: { tourId: string; form: TourForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const saved = await tx
			.updateTable('tours')
			.set(form)
			.where('id', '=', tourId)
			.where(({ exists, selectFrom }) =>
				exists(
					selectFrom('stops').select('stops.id').whereRef('tour_id', '=', 'tours.id').where('host_id', '=', who.hostId)
				)
			)
			.returning('id')
			.executeTakeFirst();
		if (!saved) throw tourNotFound();
		await note(tx, { at, by: who.personId, callId: null, verb: 'tour.changed', about: tourId });
	});
}

/** Leaves where a stop is on the map. Refuses another host's stop as not there. */
export function placeStop(
	db: Db,
	who: HostOrganiser,
	{ tourId, form }: { tourId: string; form: PlaceForm },
	at: Date
): Promise<void> {
	const { stop: id, latitude, longitude } = form;
	return together(db, async (tx) => {
		const saved = await tx
			.updateTable('stops')
			.set({ latitude, longitude })
			.where('id', '=', id)
			.where('tour_id', '=', tourId)
			.where('host_id', '=', who.hostId)
			.returning('id')
			.executeTakeFirst();
		if (!saved) throw stopNotFound();
		await note(tx, { at, by: who.personId, callId: null, verb: 'stop.placed', about: id });
	});
}
