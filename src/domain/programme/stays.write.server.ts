import { together, type Db, type Tx } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { note } from '#domain/journal/write.server.ts';
import type { GuestOffice, HostOrganiser } from '#domain/people/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import type { DetailsForm, StayForm } from './form.ts';
import { holdStop } from './halls.write.server.ts';
import { delegateNotFound } from './rules.ts';
import { momentIn } from './times.rules.ts';

/** Leaves what a delegate has told, for every stop of the tour. Refuses a delegate of another tour as not there. */
export function saveDetails(
	db: Db,
	who: HostOrganiser | GuestOffice,
	{ stopId, form }: { stopId: string; form: DetailsForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await checkDelegate(tx, await holdStop(tx, who, stopId), form.delegate);
		const { delegate: delegate_id, ...told } = form;
		const row = { ...told, saved_at: at, saved_by: who.personId };
		await tx
			.insertInto('delegate_details')
			.values({ delegate_id, ...row })
			.onConflict((oc) => oc.column('delegate_id').doUpdateSet(row))
			.execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'delegation.details-saved', about: delegate_id });
	});
}

/** Leaves how a delegate comes, stays and goes at the stop. Refuses leaving before arriving, and another tour's delegate. */
export function saveStay(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: { stopId: string; form: StayForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const stop = await holdStop(tx, who, stopId);
		await checkDelegate(tx, stop, form.delegate);
		const { delegate: delegate_id, arrives, leaves, ...rest } = form;
		const arrives_at = arrives && momentIn(stop.time_zone, arrives, 'arrives.');
		const leaves_at = leaves && momentIn(stop.time_zone, leaves, 'leaves.');
		if (arrives_at && leaves_at && leaves_at <= arrives_at) throw fieldsRefused({ 'leaves.day': 'calls.ends-before' });
		const row = { ...rest, arrives_at, leaves_at, saved_at: at, saved_by: who.personId };
		await tx
			.insertInto('stays')
			.values({ delegate_id, stop_id: stopId, ...row })
			.onConflict((oc) => oc.columns(['delegate_id', 'stop_id']).doUpdateSet(row))
			.execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'delegation.stay-saved', about: delegate_id });
	});
}

async function checkDelegate(tx: Tx, stop: Stop, id: string): Promise<void> {
	await tx
		.selectFrom('delegates')
		.select('id')
		.where('id', '=', id)
		.where('tour_id', '=', stop.tour_id)
		.executeTakeFirstOrThrow(delegateNotFound);
}
