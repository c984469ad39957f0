import type { Insertable } from 'kysely';
import type { Calls } from '#db/tables.ts';
import { underFreeAddress } from '#lib/free-address.ts';
import { brokenRule, reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser, Organiser } from '#domain/people/rules.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { changesIn } from './changes.rules.ts';
import { datesIn, type Dates } from './dates.rules.ts';
import type { DatesForm, NewCall, TextsForm } from './form.ts';
import { leaveCriteria, leaveFields, leaveQuotas, leaveTerms, leaveTracks } from './parts.write.server.ts';
import { isDeleted, wholeCall } from './read.server.ts';
import { unready, type PartName } from './ready.rules.ts';
import { callFrozen, callNotFound, type Call } from './rules.ts';
import { quotasFor, templateByKey } from './template.rules.ts';

/**
 * Leaves a draft of a call at one of the host's stops, with everything its template knows, and answers with it. Refuses
 * a stop of another host, a template that does not exist, a number the host has used, days or times that cannot be.
 */
export async function makeCall(db: Db, who: HostOrganiser, form: NewCall, at: Date): Promise<Call> {
	const template = templateByKey(form.template);
	if (!template) throw fieldsRefused({ template: 'lib.not-a-choice' });
	const tracks = template.tracks.map((track) => ({ ...track, places: form.places[track.key] ?? track.places }));
	const places = tracks.reduce((sum, track) => sum + track.places, 0);
	return withFreeNumber(() =>
		together(db, async (tx) => {
			const stop = await ownStop(tx, who, form.stop);
			const call = await leaveCall(tx, stop.slug, {
				...{ host_id: who.hostId, stop_id: stop.id, notice_number: form.notice_number, title: form.title },
				...{ purpose: template.purpose, who_may: template.who_may, how_chosen: template.how_chosen },
				...{ reply_days: template.reply_days, made_at: at, made_by: who.personId },
				...datesIn(stop.time_zone, form, at)
			});
			await leaveTracks(tx, call.id, tracks);
			await leaveFields(tx, call.id, template.fields);
			await leaveTerms(tx, call.id, template.terms);
			await leaveCriteria(tx, call.id, template.criteria);
			await leaveQuotas(tx, call.id, quotasFor(template.quotas, places));
			await note(tx, {
				...{ at, by: who.personId, callId: call.id, verb: 'call.made', about: call.id },
				detail: { template: template.key }
			});
			return call;
		})
	);
}

/** A stop of the organiser's own host; another's is not there. */
export async function ownStop(tx: Tx, who: HostOrganiser, stopId: string): Promise<Stop> {
	const stop = await tx
		.selectFrom('stops')
		.selectAll()
		.where('id', '=', stopId)
		.where('host_id', '=', who.hostId)
		.executeTakeFirst();
	if (!stop) throw callNotFound();
	return stop;
}

/** Leaves a call's row under the first free address of this stem. */
export function leaveCall(tx: Tx, stem: string, row: Omit<Insertable<Calls>, 'slug'>): Promise<Call> {
	return underFreeAddress(stem, (slug) =>
		tx
			.insertInto('calls')
			.values({ ...row, slug })
			.onConflict((oc) => oc.column('slug').doNothing())
			.returningAll()
			.executeTakeFirst()
	);
}

/** Leaves the notice's number and texts. Refuses once published, and a number the host has used. */
export function changeTexts(db: Db, who: Organiser, form: TextsForm, at: Date): Promise<void> {
	return withFreeNumber(() =>
		changeDraft(db, who, { part: 'texts', at }, async (tx, call) => {
			await tx.updateTable('calls').set(form).where('id', '=', call.id).execute();
		})
	);
}

/** Leaves the call's moments, in its stop's zone. Refuses once published, and moments that cannot be. */
export function changeDates(db: Db, who: Organiser, form: DatesForm, at: Date): Promise<void> {
	return changeDraft(db, who, { part: 'dates', at }, async (tx, call) => {
		const { time_zone: zone } = await stopOf(reading(tx), call.stop_id);
		const dates = datesIn(zone, form, at);
		const row = { ...dates, reply_days: form.reply_days, grace_minutes: form.grace_minutes, ...reviewOwn(call, dates) };
		await tx.updateTable('calls').set(row).where('id', '=', call.id).execute();
	});
}

// The review's own dates, set before the call's were changed, go where they no longer have a place between them.
function reviewOwn({ review_from: from, discuss_until: until }: Call, dates: Dates) {
	const isFrom = from && from >= dates.closes_at && from < dates.review_until;
	const isUntil = until && until >= dates.review_until && until <= dates.draw_at;
	return { review_from: isFrom ? from : null, discuss_until: isUntil ? until : null };
}

/** Publishes a draft; from then on its notice and its rules of selection stand. Refuses an unready one and a second time. */
export function publishCall(db: Db, who: Organiser, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await draftForWriting(tx, who.callId);
		const faults = unready(await wholeCall(reading(tx), call), at);
		if (Object.keys(faults).length) throw fieldsRefused(faults);
		const row = { published_at: at, published_by: who.personId };
		await tx.updateTable('calls').set(row).where('id', '=', call.id).execute();
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'call.published', about: call.id });
	});
}

/** Changes one part of a draft and tells the journal which. Refuses once published: applicants rely on what they read. */
export function changeDraft(
	db: Db,
	who: Organiser,
	{ part, at }: { part: PartName; at: Date },
	change: (tx: Tx, call: Call) => Promise<void>
): Promise<void> {
	return together(db, async (tx) => {
		const call = await draftForWriting(tx, who.callId);
		const before = await wholeCall(reading(tx), call);
		await change(tx, call);
		const row = await tx.selectFrom('calls').selectAll().where('id', '=', call.id).executeTakeFirstOrThrow();
		const changes = changesIn(part, before, await wholeCall(reading(tx), row));
		await note(tx, {
			...{ at, by: who.personId, callId: call.id, verb: 'call.changed', about: call.id },
			detail: { part, changes }
		});
	});
}

// Held until the end: an edit and the press of "publish" at once are one after the other, never mixed.
async function draftForWriting(tx: Tx, id: string): Promise<Call> {
	const call = await tx.selectFrom('calls').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	if (!call) throw callNotFound();
	if (call.published_at || (await isDeleted(reading(tx), id))) throw callFrozen();
	return call;
}

/** Runs a write, and says so where the host has used this notice number already. */
export async function withFreeNumber<T>(write: () => Promise<T>): Promise<T> {
	try {
		return await write();
	} catch (fault) {
		if (brokenRule(fault) !== 'calls_host_id_notice_number_key') throw fault;
		throw fieldsRefused({ notice_number: 'calls.number-taken' });
	}
}
