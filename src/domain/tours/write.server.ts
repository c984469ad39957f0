import { together, type Db } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { NewTour, TourForm } from './form.ts';
import { addressOf, heldTour, leaveStop, underFreeAddress } from './journey.write.server.ts';
import type { Tour } from './rules.ts';

/** Begins a tour with its first stop, to which the organiser's host invites. */
export function beginTour(db: Db, who: HostOrganiser, form: Omit<NewTour, 'host'>, at: Date): Promise<Tour> {
	const { title, about, guest_name, guest_title, guest_organisation, ...facts } = form;
	const row = { title, about, guest_name, guest_title, guest_organisation, made_at: at };
	return together(db, async (tx) => {
		const tour = await underFreeAddress(addressOf(title.en, 'tour'), (slug) =>
			tx
				.insertInto('tours')
				.values({ ...row, slug })
				.onConflict((oc) => oc.column('slug').doNothing())
				.returningAll()
				.executeTakeFirst()
		);
		await leaveStop(tx, { tourId: tour.id, hostId: who.hostId }, facts);
		await note(tx, { at, by: who.personId, callId: null, verb: 'tour.begun', about: tour.id });
		return tour;
	});
}

/** Leaves a tour's own words as written. Refuses a tour at none of whose stops the host invites as not there. */
export function saveTour(
	db: Db,
	who: HostOrganiser,
	{ tourId, form }: { tourId: string; form: TourForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldTour(tx, who, tourId);
		await tx.updateTable('tours').set(form).where('id', '=', tourId).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'tour.changed', about: tourId });
	});
}
