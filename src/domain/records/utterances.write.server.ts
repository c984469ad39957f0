import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { momentIn } from '#domain/programme/times.rules.ts';
import type { InStop } from '#domain/programme/rules.ts';
import { planImport } from './imports.read.server.ts';
import { heldStop } from './stops.read.server.ts';
import type { ImportForm, RecordingForm, UtteranceForm } from './utterances.form.ts';
import { sessionOfStop, utterancesOf, type SessionSaid, type Utterance } from './utterances.read.server.ts';
import {
	localeOf,
	nothingSaid,
	segmentAt,
	transcriptStands,
	translationsFor,
	utteranceNotFound,
	utteranceQuoted,
	type Plan,
	type Said
} from './utterances.rules.ts';

/** What a verb is asked for in a session of a stop. */
type InSession<T = object> = InStop<{ session: string } & T>;

/** Runs in the stop's session, held; what was said there is written by one at a time. */
function inSession<T>(
	db: Db,
	who: HostOrganiser,
	{ stopId, session }: InSession,
	act: (tx: Tx, session: SessionSaid, zone: string) => Promise<T>
): Promise<T> {
	return together(db, async (tx) => {
		const stop = await heldStop(tx, who, stopId);
		return act(tx, await sessionOfStop(reading(tx), stopId, session), stop.time_zone);
	});
}

/** Leaves one thing somebody said, new or changed; what it was before is kept. Answers with its id. Refuses what is not there. */
export function saveUtterance(
	db: Db,
	who: HostOrganiser,
	{ form, ...where }: InSession<{ form: UtteranceForm }>,
	at: Date
): Promise<string> {
	return inSession(db, who, where, async (tx, session) => {
		const { starts: starts_ms, speaker: speaker_id, name, text, translation } = form;
		if (speaker_id && !(await isSpeaker(tx, where.stopId, speaker_id))) throw utteranceNotFound();
		const said = { starts_ms, speaker_id, speaker_name: speaker_id ? '' : name, text, locale: localeOf(text) };
		const segment_id = segmentAt(session.segments, new Date(session.begun_at.getTime() + starts_ms));
		const row = { ...said, segment_id, translation };
		const saved = form.id
			? await change(tx, session.id, { id: form.id, row }, { by: who.personId, at })
			: await add(tx, session.id, row);
		const verb = form.id ? ('utterance.edited' as const) : ('utterance.added' as const);
		await note(tx, { at, by: who.personId, callId: null, verb, about: saved });
		return saved;
	});
}

type Row = Omit<Said, 'ends_ms'> & { translation?: string; ends_ms?: number | null };
type Made = { by: string; at: Date };

async function isSpeaker(tx: Tx, stopId: string, id: string): Promise<boolean> {
	const found = tx.selectFrom('speakers').select('id').where('id', '=', id).where('stop_id', '=', stopId);
	return (await found.executeTakeFirst()) !== undefined;
}

async function add(tx: Tx, session_id: string, row: Row): Promise<string> {
	const values = { session_id, ...row };
	return (await tx.insertInto('utterances').values(values).returning('id').executeTakeFirstOrThrow()).id;
}

async function change(tx: Tx, sessionId: string, { id, row }: { id: string; row: Row }, made: Made): Promise<string> {
	const was = await tx
		.selectFrom('utterances')
		.select(['id', 'text', 'translation', 'ends_ms'])
		.where('id', '=', id)
		.where('session_id', '=', sessionId)
		.where('removed_at', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (!was) throw utteranceNotFound();
	const ends_ms = row.ends_ms === undefined ? was.ends_ms : row.ends_ms;
	const kept = ends_ms !== null && ends_ms > row.starts_ms ? ends_ms : null;
	await tx
		.updateTable('utterances')
		.set({ ...row, ends_ms: kept })
		.where('id', '=', id)
		.execute();
	if (was.text !== row.text || (row.translation !== undefined && was.translation !== row.translation)) {
		const edit = { utterance_id: id, text: was.text, translation: was.translation };
		await tx
			.insertInto('utterance_edits')
			.values({ ...edit, edited_at: made.at, edited_by: made.by })
			.execute();
	}
	return id;
}

/** Takes an utterance out of the transcript. Refuses one that has been quoted: its words stand on it. */
export function removeUtterance(
	db: Db,
	who: HostOrganiser,
	{ id, ...where }: InSession<{ id: string }>,
	at: Date
): Promise<void> {
	return inSession(db, who, where, async (tx, session) => {
		const quoted = tx
			.selectFrom('quotes')
			.select('id')
			.where('utterance_id', '=', id)
			.where('withdrawn_at', 'is', null);
		if (await quoted.executeTakeFirst()) throw utteranceQuoted();
		const { numUpdatedRows } = await tx
			.updateTable('utterances')
			.set({ removed_at: at })
			.where('id', '=', id)
			.where('session_id', '=', session.id)
			.where('removed_at', 'is', null)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) throw utteranceNotFound();
		await note(tx, { at, by: who.personId, callId: null, verb: 'utterance.removed', about: id });
	});
}

/** Where a session's recording is, and when its first moment was. */
export function setRecording(
	db: Db,
	who: HostOrganiser,
	{ form, ...where }: InSession<{ form: RecordingForm }>,
	at: Date
): Promise<void> {
	return inSession(db, who, where, async (tx, session, zone) => {
		const starts_at = momentIn(zone, form.starts, 'starts.');
		const row = { url: form.url, starts_at, set_at: at, set_by: who.personId };
		await tx
			.insertInto('recordings')
			.values({ session_id: session.id, ...row })
			.onConflict((oc) => oc.column('session_id').doUpdateSet(row))
			.execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'recording.set', about: session.id });
	});
}

/**
 * Brings in captions: what the file says stands in the place of what was there; the same file twice changes nothing.
 * What has been changed is kept as it was; what has been quoted stays to be found. As a translation, its cues are put
 * beside the utterances of the other language. Answers with how many it changed.
 */
export function importTranscript(
	db: Db,
	who: HostOrganiser,
	{ form, ...where }: InSession<{ form: ImportForm }>,
	at: Date
): Promise<number> {
	return inSession(db, who, where, async (tx, session) => {
		const { kept, said, plan } = await planImport(reading(tx), where.stopId, session, form);
		const made = { by: who.personId, at };
		const count =
			form.as === 'words'
				? await carryOut(tx, session.id, plan, made)
				: await translate(tx, session.id, { kept, said }, made);
		if (count > 0)
			await note(tx, {
				at,
				by: who.personId,
				callId: null,
				verb: 'transcript.imported',
				about: session.id,
				detail: { count }
			});
		return count;
	});
}

async function carryOut(
	tx: Tx,
	sessionId: string,
	{ added, changed, removed }: Plan<Utterance>,
	made: Made
): Promise<number> {
	for (const { was, becomes } of changed) await change(tx, sessionId, { id: was.id, row: becomes }, made);
	if (removed.length)
		await tx
			.updateTable('utterances')
			.set({ removed_at: made.at })
			.where(
				'id',
				'in',
				removed.map(({ id }) => id)
			)
			.execute();
	if (added.length)
		await tx
			.insertInto('utterances')
			.values(added.map((one) => ({ session_id: sessionId, ...one })))
			.execute();
	return added.length + changed.length + removed.length;
}

async function translate(tx: Tx, sessionId: string, { kept, said }: { kept: Utterance[]; said: Said[] }, made: Made) {
	const found = translationsFor(kept, said);
	let count = 0;
	for (const { id, translation } of found) {
		const { starts_ms, ends_ms, segment_id, speaker_id, speaker_name, locale, text, ...was } = kept.find(
			(one) => one.id === id
		)!;
		if (was.translation === translation) continue;
		const row = { starts_ms, ends_ms, segment_id, speaker_id, speaker_name, locale, text, translation };
		await change(tx, sessionId, { id, row }, made);
		count += 1;
	}
	return count;
}

/** Lets the public read what was said in a session, from now on. Refuses an empty one, and a second time. */
export function publishTranscript(db: Db, who: HostOrganiser, where: InSession, at: Date): Promise<void> {
	return inSession(db, who, where, async (tx, session) => {
		if (session.publishedAt) throw transcriptStands();
		if ((await utterancesOf(reading(tx), session.id)).length === 0) throw nothingSaid();
		const fact = { session_id: session.id, fact: 'published', at, by_id: who.personId };
		await tx.insertInto('transcript_facts').values(fact).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'transcript.published', about: session.id });
	});
}

/** Takes a transcript back from the public. Refuses one that is not out. */
export function takeBackTranscript(db: Db, who: HostOrganiser, where: InSession, at: Date): Promise<void> {
	return inSession(db, who, where, async (tx, session) => {
		if (!session.publishedAt) throw transcriptStands();
		const fact = { session_id: session.id, fact: 'taken-back', at, by_id: who.personId };
		await tx.insertInto('transcript_facts').values(fact).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'transcript.taken-back', about: session.id });
	});
}
