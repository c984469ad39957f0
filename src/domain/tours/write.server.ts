import { sql } from 'kysely';
import { addressOf, underFreeAddress } from '#lib/free-address.ts';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { NewTour, StopFacts, TourForm } from './form.ts';
import { tourNotFound, type Stop, type Tour } from './rules.ts';

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

/** Holds a tour: what is in it changes one at a time. One at none of whose stops the host invites is not there. */
export async function heldTour(tx: Tx, who: HostOrganiser, tourId: string): Promise<void> {
	await tx
		.selectFrom('tours')
		.select('id')
		.where('id', '=', tourId)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('stops').select('stops.id').whereRef('tour_id', '=', 'tours.id').where('host_id', '=', who.hostId)
			)
		)
		.forUpdate()
		.executeTakeFirstOrThrow(tourNotFound);
}

/** Leaves a stop's row under the first free address of its city and year, in its place in the journey. Its tour is held. */
export async function leaveStop(
	tx: Tx,
	{ tourId, hostId }: { tourId: string; hostId: string | null },
	facts: StopFacts & { latitude?: number | null; longitude?: number | null }
): Promise<Stop> {
	const { count } = await tx
		.selectFrom('stops')
		.select((eb) => eb.fn.coalesce(eb.fn.max('position'), sql<number>`0`).as('count'))
		.where('tour_id', '=', tourId)
		.executeTakeFirstOrThrow();
	const row = { ...facts, tour_id: tourId, host_id: hostId, position: count + 1 };
	const stem = addressOf(`${facts.city.en}-${facts.starts_on.slice(0, 4)}`, 'stop');
	const stop = await underFreeAddress(stem, (slug) =>
		tx
			.insertInto('stops')
			.values({ ...row, slug })
			.onConflict((oc) => oc.column('slug').doNothing())
			.returningAll()
			.executeTakeFirst()
	);
	await putInOrder(tx, tourId);
	return stop;
}

/** Puts a tour's stops in the order of their first days. Each place is held by one at any moment: they go out of the way first. */
export async function putInOrder(tx: Tx, tourId: string): Promise<void> {
	await sql`update stops set position = -place from (
		select id, row_number() over (order by starts_on, position) as place from stops where tour_id = ${tourId}
	) as journey where stops.id = journey.id`.execute(tx);
	await sql`update stops set position = -position where tour_id = ${tourId}`.execute(tx);
}
