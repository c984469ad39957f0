import { sql } from 'kysely';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { clockIn, dayAfter, daysBetween } from '#lib/zone.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { leaveCopy, ownCall } from './copies.write.server.ts';
import type { StopForm } from './stops.form.ts';
import { ownStop, withFreeNumber } from './write.server.ts';

/**
 * Leaves another stop of the same tour with everything one has but its people: its host, its hall, and those of its
 * calls that were given a number, as drafts that open as many days before the stop as they did. It takes its place in
 * the journey by its first day. Refuses another host's stop or call as not there, and a number the host has used.
 */
export function copyStop(
	db: Db,
	who: HostOrganiser,
	{ from, form }: { from: string; form: StopForm },
	at: Date
): Promise<Stop> {
	return withFreeNumber(() =>
		together(db, async (tx) => {
			const old = await ownStop(tx, who, from);
			const stop = await leaveStop(tx, old, form);
			await note(tx, {
				...{ at, by: who.personId, callId: null, verb: 'stop.copied', about: stop.id },
				detail: { from: old.slug }
			});
			const days = daysBetween(old.starts_on, stop.starts_on);
			for (const [id, notice_number] of Object.entries(form.numbers)) {
				if (notice_number === '') continue;
				const call = await ownCall(tx, who, id);
				const { day, time } = clockIn(call.stop.time_zone, call.opens_at);
				const copy = { notice_number, title: call.title, opens: { day: dayAfter(day, days), time } };
				await leaveCopy(tx, who, { old: call, stop, form: copy }, at);
			}
			return stop;
		})
	);
}

async function leaveStop(tx: Tx, old: Stop, form: StopForm): Promise<Stop> {
	const { city, country, time_zone, starts_on, ends_on, hall, address } = form;
	// The tour is held: two stops made at once may not take the same place in the journey.
	await tx.selectFrom('tours').select('id').where('id', '=', old.tour_id).forUpdate().execute();
	const position = await makePlace(tx, old.tour_id, starts_on);
	const stem = `${city.en}-${starts_on.slice(0, 4)}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
	for (let count = 1; ; count++) {
		const stop = await tx
			.insertInto('stops')
			.values({
				...{ tour_id: old.tour_id, host_id: old.host_id, slug: count === 1 ? stem : `${stem}-${count}`, position },
				...{ city, country, time_zone, starts_on, ends_on, hall, address }
			})
			.onConflict((oc) => oc.column('slug').doNothing())
			.returningAll()
			.executeTakeFirst();
		if (stop) return stop;
	}
}

/** Moves the stops after a day one further, and answers with the place that is free then. */
async function makePlace(tx: Tx, tourId: string, day: string): Promise<number> {
	const { place } = await tx
		.selectFrom('stops')
		.select(sql<number>`coalesce(max(position) filter (where starts_on <= ${day}), 0) + 1`.as('place'))
		.where('tour_id', '=', tourId)
		.executeTakeFirstOrThrow();
	// Each place is held by one stop at any moment, so they go out of the way first.
	await sql`update stops set position = -position - 1 where tour_id = ${tourId} and position >= ${place}`.execute(tx);
	await sql`update stops set position = -position where tour_id = ${tourId} and position < 0`.execute(tx);
	return place;
}
