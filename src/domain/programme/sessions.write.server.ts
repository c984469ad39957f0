import { sql } from 'kysely';
import { isNamed, reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { pressed } from '#domain/calls/rows.rules.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import type { MoveForm, PartForm, SegmentsForm, SessionForm } from './form.ts';
import { holdStop } from './halls.write.server.ts';
import { after, minutesBetween } from './minutes.rules.ts';
import { segmentsOf } from './read.server.ts';
import {
	hallNotFound,
	segmentInUse,
	segmentNotFound,
	sessionNotFound,
	sessionReleased,
	speakerNotFound,
	type InStop
} from './rules.ts';
import { slugsFor } from './sessions.rules.ts';
import { hoursIn, momentIn } from './times.rules.ts';
import type { Session } from './rules.ts';

/** Leaves a new session of the stop's draft; answers with its address. Refuses a hall or call of another as not there. */
export function addSession(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: SessionForm }>,
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		const stop = await holdStop(tx, who, stopId);
		const row = { ...(await rowOf(tx, stop, form)), stop_id: stopId, made_at: at };
		for (const slug of slugsFor(stop.slug, form.title.en)) {
			const made = await tx
				.insertInto('sessions')
				.values({ ...row, slug })
				.onConflict((oc) => oc.column('slug').doNothing())
				.returning(['id', 'call_id'])
				.executeTakeFirst();
			if (!made) continue;
			await note(tx, { at, by: who.personId, callId: made.call_id, verb: 'session.added', about: made.id });
			return slug;
		}
		throw new Error('no address is free');
	});
}

/** Leaves a session's title, hours, hall, call and what the public may know. The release the public sees stays as it is. */
export function changeSession(
	db: Db,
	who: HostOrganiser,
	{ stopId, id, form }: InStop<{ id: string; form: SessionForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const stop = await holdStop(tx, who, stopId);
		const { call_id: callId } = await sessionIn(tx, stopId, id);
		const row = await rowOf(tx, stop, form);
		await tx.updateTable('sessions').set(row).where('id', '=', id).execute();
		await note(tx, { at, by: who.personId, callId: row.call_id ?? callId, verb: 'session.changed', about: id });
	});
}

async function rowOf(tx: Tx, stop: Stop, form: SessionForm) {
	const { title, about, visibility, public_title, public_about, expects } = form;
	await hallIn(tx, stop.id, form.hall);
	if (form.call) {
		const call = await tx
			.selectFrom('calls')
			.select('id')
			.where('id', '=', form.call)
			.where('stop_id', '=', stop.id)
			.executeTakeFirst();
		if (!call) throw sessionNotFound();
	}
	const json = { title, about, public_title, public_about };
	return { ...json, visibility, expects, hall_id: form.hall, call_id: form.call, ...hoursIn(stop.time_zone, form) };
}

async function hallIn(tx: Tx, stopId: string, id: string | null): Promise<void> {
	if (id === null) return;
	const hall = await tx
		.selectFrom('halls')
		.select('id')
		.where('id', '=', id)
		.where('stop_id', '=', stopId)
		.executeTakeFirst();
	if (!hall) throw hallNotFound();
}

async function sessionIn(tx: Tx, stopId: string, id: string): Promise<Session> {
	return tx
		.selectFrom('sessions')
		.selectAll()
		.where('id', '=', id)
		.where('stop_id', '=', stopId)
		.executeTakeFirstOrThrow(sessionNotFound);
}

/** Puts a session at another time or in another hall, as long as it was. The same place again changes nothing. */
export function moveSession(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: MoveForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const stop = await holdStop(tx, who, stopId);
		const session = await sessionIn(tx, stopId, form.id);
		await hallIn(tx, stopId, form.hall);
		const starts_at = momentIn(stop.time_zone, form);
		if (starts_at.getTime() === session.starts_at.getTime() && form.hall === session.hall_id) return;
		const ends_at = after(starts_at, minutesBetween(session.starts_at, session.ends_at));
		await tx
			.updateTable('sessions')
			.set({ starts_at, ends_at, hall_id: form.hall })
			.where('id', '=', session.id)
			.execute();
		const detail = { from: session.starts_at.toISOString(), to: starts_at.toISOString() };
		await note(tx, {
			...{ at, by: who.personId, callId: session.call_id },
			verb: 'session.moved',
			about: session.id,
			detail
		});
	});
}

/** Cancels a session, or takes that back: it stays in the programme and says so. The same again changes nothing. */
export function cancelSession(
	db: Db,
	who: HostOrganiser,
	{ stopId, id, isCancelled }: InStop<{ id: string; isCancelled: boolean }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const { call_id: callId, cancelled_at } = await sessionIn(tx, stopId, id);
		if ((cancelled_at !== null) === isCancelled) return;
		const row = { cancelled_at: isCancelled ? at : null };
		await tx.updateTable('sessions').set(row).where('id', '=', id).execute();
		const verb = isCancelled ? 'session.cancelled' : 'session.restored';
		await note(tx, { at, by: who.personId, callId, verb, about: id });
	});
}

/** Takes a session out of the draft. Refuses one that a release has shown, or that has begun: it can be cancelled. */
export function removeSession(
	db: Db,
	who: HostOrganiser,
	{ stopId, id }: InStop<{ id: string }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const { call_id: callId } = await sessionIn(tx, stopId, id);
		await tx.deleteFrom('session_speakers').where('session_id', '=', id).execute();
		await tx.deleteFrom('segments').where('session_id', '=', id).execute();
		await tx.deleteFrom('sessions').where('id', '=', id).execute();
		await note(tx, { at, by: who.personId, callId, verb: 'session.removed', about: id });
	}).catch((fault) => {
		throw isNamed(fault) ? sessionReleased() : fault;
	});
}

/** Leaves a session's segments in their order. Refuses to take away one that has begun, or that is spoken of elsewhere. */
export function changeSegments(
	db: Db,
	who: HostOrganiser,
	{ stopId, id, form }: InStop<{ id: string; form: SegmentsForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const { call_id: callId } = await sessionIn(tx, stopId, id);
		const before = new Set((await segmentsOf(reading(tx), [id])).map((one) => one.id));
		const rows = pressed(form.segments, form.press);
		if (rows.some((row) => row.id && !before.has(row.id))) throw segmentNotFound();
		const kept = new Set(rows.map((row) => row.id));
		const gone = [...before].filter((one) => !kept.has(one));
		if (gone.length) await tx.deleteFrom('segments').where('id', 'in', gone).execute();
		await sql`set constraints segments_session_id_position_key deferred`.execute(tx);
		for (const [position, { id: segmentId, ...row }] of rows.entries()) {
			const placed = { ...row, position };
			if (segmentId) await tx.updateTable('segments').set(placed).where('id', '=', segmentId).execute();
			else
				await tx
					.insertInto('segments')
					.values({ ...placed, session_id: id })
					.execute();
		}
		await note(tx, { at, by: who.personId, callId, verb: 'session.segments-changed', about: id });
	}).catch((fault) => {
		throw isNamed(fault) ? segmentInUse() : fault;
	});
}

/** Leaves that somebody speaks in a session, or in a segment of it. The same again changes only their part. */
export function addPart(
	db: Db,
	who: HostOrganiser,
	{ stopId, id, form }: InStop<{ id: string; form: PartForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const { call_id: callId } = await sessionIn(tx, stopId, id);
		const speaker = await tx
			.selectFrom('speakers')
			.select('id')
			.where('id', '=', form.speaker)
			.where('stop_id', '=', stopId)
			.executeTakeFirst();
		if (!speaker) throw speakerNotFound();
		const segments = await segmentsOf(reading(tx), [id]);
		if (form.segment && !segments.some((one) => one.id === form.segment)) throw segmentNotFound();
		const { count } = await tx
			.selectFrom('session_speakers')
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.where('session_id', '=', id)
			.executeTakeFirstOrThrow();
		const row = { session_id: id, speaker_id: speaker.id, segment_id: form.segment, part: form.part };
		await tx
			.insertInto('session_speakers')
			.values({ ...row, position: count })
			.onConflict((oc) => oc.columns(['session_id', 'speaker_id', 'segment_id']).doUpdateSet({ part: form.part }))
			.execute();
		const detail = { speaker: speaker.id };
		await note(tx, { ...{ at, by: who.personId, callId }, verb: 'session.speaker-added', about: id, detail });
	});
}

/** Takes somebody out of a session or of one of its segments. Refuses where they are not in it. */
export function removePart(
	db: Db,
	who: HostOrganiser,
	{ stopId, id, form }: InStop<{ id: string; form: Pick<PartForm, 'speaker' | 'segment'> }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const { call_id: callId } = await sessionIn(tx, stopId, id);
		const gone = await tx
			.deleteFrom('session_speakers')
			.where('session_id', '=', id)
			.where('speaker_id', '=', form.speaker)
			.where('segment_id', 'is not distinct from', form.segment)
			.returning('speaker_id')
			.executeTakeFirst();
		if (!gone) throw speakerNotFound();
		const detail = { speaker: form.speaker };
		await note(tx, { ...{ at, by: who.personId, callId }, verb: 'session.speaker-removed', about: id, detail });
	});
}
