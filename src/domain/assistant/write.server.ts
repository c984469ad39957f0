import { sql } from 'kysely';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser, Moderator, Reviewer } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { Refusal } from '#lib/refusal.ts';
import type { Locale } from '#lib/words.ts';
import type { SwitchForm } from './form.ts';
import { piecesIn } from './pieces.rules.ts';
import { promptVersion } from './prompts.rules.ts';
import { hashOf, newestSwitch, placeOf, usesOf } from './read.server.ts';
import {
	assistantOff,
	draftNotFound,
	isTriedAgain,
	keptAs,
	most,
	nextTry,
	nothingToSend,
	subjectOf,
	tooMuch,
	triesMost,
	useOf,
	type Failure,
	type Passage,
	type Subject,
	type Use
} from './rules.ts';
import { draftsToDrop, passagesOf } from './sources.read.server.ts';

type Server = { url: string; model: string };

/** Leaves what a host lets the assistant be used for, on the server of the settings alone. The same again changes nothing. */
export function switchAssistant(
	db: Db,
	who: HostOrganiser,
	{ form, server }: { form: SwitchForm; server: Pick<Server, 'url'> },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await tx.selectFrom('hosts').select('id').where('id', '=', who.hostId).forUpdate().execute();
		const before = await newestSwitch(reading(tx), who.hostId);
		const isSame = before?.server === server.url && before.uses.toSorted().join() === form.uses.toSorted().join();
		if (isSame || (!before && form.uses.length === 0)) return;
		const row = { host_id: who.hostId, uses: form.uses as string[], server: server.url };
		await tx
			.insertInto('assistant_switches')
			.values({ ...row, set_at: at, set_by: who.personId })
			.execute();
		const detail = { uses: form.uses.join(' '), server: server.url };
		await note(tx, { at, by: who.personId, callId: null, verb: 'assistant.set', about: who.hostId, detail });
	});
}

type Asking = { subject: Subject; locale: Locale; server: Server };

/**
 * Leaves that a draft is wanted; it is asked for by the clock. One that is wanted already is the same one. Refuses where
 * the host has not turned this use on, where there is nothing that may go out, and more than may. Answers with its id.
 */
export function askDraft(
	db: Db,
	who: HostOrganiser | Reviewer | Moderator,
	{ subject, locale, server }: Asking,
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		const { hostId, callId, about } = await placeOf(reading(tx), subject);
		if (!hostId || ('hostId' in who && who.hostId !== hostId)) throw draftNotFound();
		const use = useOf(subject);
		if (!(await usesOf(reading(tx), hostId, server)).includes(use)) throw assistantOff();
		const passages = await passagesOf(reading(tx), { subject, locale, by: who }, at);
		checkSize(use, passages);
		const asked = { host_id: hostId, use, locale, asked_at: at, asked_by: who.personId, next_try_at: at };
		const made = await tx
			.insertInto('assistant_drafts')
			.values({ ...asked, ...keptAs(subject) })
			.onConflict((oc) => oc.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!made) return openDraft(tx, subject, locale);
		const detail = { use, count: passages.length };
		await note(tx, { at, by: who.personId, callId, verb: 'draft.asked', about, detail });
		return made.id;
	});
}

function checkSize(use: Use, passages: Passage[]): void {
	if (passages.length < (use === 'groups' ? 2 : 1)) throw nothingToSend();
	const letters = passages.reduce((sum, { text }) => sum + text.length, 0);
	if (passages.length > most.passages || letters > most.letters) throw tooMuch();
}

async function openDraft(tx: Tx, subject: Subject, locale: Locale): Promise<string> {
	const { subject: key, stop_id, session_id, application_id } = keptAs(subject);
	const { id } = await tx
		.selectFrom('assistant_drafts')
		.select('id')
		.where('subject', '=', key)
		.where('locale', '=', locale)
		.where('finished_at', 'is', null)
		.where(sql<string>`coalesce(stop_id, session_id, application_id)`, '=', stop_id ?? session_id ?? application_id!)
		.executeTakeFirstOrThrow();
	return id;
}

/** A draft that goes out now: what for, in which language, with which passages, for which time. */
export type Sent = { id: string; tries: number; use: Use; locale: Locale; passages: Passage[] };

// So long after its time-out nobody is at it any more.
const graceMs = 30_000;
const lane = 4_100_041;

/**
 * Takes the next draft that is due to send it out, where fewer than `atOnce` are out; nobody else takes it until its time
 * is over. What may go out is asked anew: a consent taken back meanwhile, a use turned off, a role that ended, and it
 * comes to nothing. Leaves which passages go where. Answers with the draft, with `null` where none is due, or with
 * `'ended'` where one came to nothing.
 */
export function sendDraft(
	db: Db,
	server: Server & { timeoutMs: number; atOnce: number },
	at: Date
): Promise<Sent | 'ended' | null> {
	return together(db, async (tx) => {
		await sql`select pg_advisory_xact_lock(${lane})`.execute(tx);
		const row = await dueDraft(tx, server.atOnce, at);
		if (!row) return null;
		const [subject, locale] = [subjectOf(row), row.locale as Locale];
		const use = useOf(subject);
		const passages = await allowed(tx, { row, subject, locale, server }, at);
		if (typeof passages === 'string' || row.tries >= triesMost) {
			return end(tx, row, typeof passages === 'string' ? passages : 'slow', at);
		}
		const sources = passages.map(({ id, ref, text }) => ({ id, ref, hash: hashOf(text) }));
		const tries = row.tries + 1;
		await tx
			.updateTable('assistant_drafts')
			.set({ tries, letters: 0, leased_until: new Date(at.getTime() + server.timeoutMs + graceMs) })
			.set({ server: server.url, model: server.model, prompt_version: promptVersion, sources: JSON.stringify(sources) })
			.where('id', '=', row.id)
			.execute();
		const detail = { use, count: passages.length, server: server.url, draft: row.id };
		const { callId, about } = await placeOf(reading(tx), subject);
		await note(tx, { at, by: row.asked_by, callId, verb: 'draft.sent', about, detail });
		return { id: row.id, tries, use, locale, passages };
	});
}

async function dueDraft(tx: Tx, atOnce: number, at: Date) {
	const out = await tx
		.selectFrom('assistant_drafts')
		.select('id')
		.where('finished_at', 'is', null)
		.where('leased_until', '>', at)
		.execute();
	if (out.length >= atOnce) return undefined;
	return tx
		.selectFrom('assistant_drafts')
		.selectAll()
		.where('finished_at', 'is', null)
		.where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', at)]))
		.where('next_try_at', '<=', at)
		.orderBy('next_try_at')
		.orderBy('id')
		.limit(1)
		.forUpdate()
		.executeTakeFirst();
}

type Due = NonNullable<Awaited<ReturnType<typeof dueDraft>>>;

async function allowed(
	tx: Tx,
	{ row, subject, locale, server }: { row: Due; subject: Subject; locale: Locale; server: Server },
	at: Date
): Promise<Passage[] | Failure> {
	if (!(await usesOf(reading(tx), row.host_id, server)).includes(useOf(subject))) return 'not-allowed';
	try {
		const passages = await passagesOf(reading(tx), { subject, locale, by: { personId: row.asked_by } }, at);
		checkSize(useOf(subject), passages);
		return passages;
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		return fault.kind === 'unknown' ? 'not-allowed' : fault.code === tooMuch().code ? 'too-much' : 'nothing';
	}
}

async function end(tx: Tx, row: Pick<Due, 'id'>, failure: Failure, at: Date): Promise<'ended'> {
	const set = { failure, finished_at: at, leased_until: null };
	await tx.updateTable('assistant_drafts').set(set).where('id', '=', row.id).execute();
	await note(tx, { at, by: null, callId: null, verb: 'draft.failed', about: row.id, detail: { reason: failure } });
	return 'ended';
}

// How much has come is no fact: it is gone with the next word, and the journal does not tell it.
type Counting = Pick<Db, 'updateTable'>;

/** Shows how many letters of an answer have come so far. */
export async function countLetters(counting: Counting, { id, tries }: Sent, letters: number): Promise<void> {
	await counting
		.updateTable('assistant_drafts')
		.set({ letters })
		.where('id', '=', id)
		.where('tries', '=', tries)
		.where('finished_at', 'is', null)
		.execute();
}

// Whoever was given up on as too late comes back to nothing.
async function ownDraft(tx: Tx, { id, tries }: Pick<Sent, 'id' | 'tries'>): Promise<boolean> {
	const row = await tx
		.selectFrom('assistant_drafts')
		.select('id')
		.where('id', '=', id)
		.where('tries', '=', tries)
		.where('finished_at', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	return row !== undefined;
}

/** Leaves a draft's answer, whole and in order, or that it is none. One that was given up meanwhile leaves nothing. */
export function answerDraft(db: Db, sent: Sent, answer: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		if (!(await ownDraft(tx, sent))) return;
		const read = piecesIn(sent.use, answer, sent.passages);
		if ('failure' in read) return void (await end(tx, sent, read.failure, at));
		await tx
			.updateTable('assistant_drafts')
			.set({ pieces: JSON.stringify(read.pieces), finished_at: at, leased_until: null, letters: answer.length })
			.where('id', '=', sent.id)
			.execute();
		const detail = { count: read.pieces.length };
		await note(tx, { at, by: null, callId: null, verb: 'draft.answered', about: sent.id, detail });
	});
}

type Missed = { fault: Failure | 'ended'; retryAfterS: number | null };

/** Leaves that no whole answer came: it is tried again later, so often at most, or has failed. Ending ourselves is no try. */
export function missDraft(db: Db, sent: Sent, { fault, retryAfterS }: Missed, at: Date): Promise<void> {
	return together(db, async (tx) => {
		if (!(await ownDraft(tx, sent))) return;
		if (fault !== 'ended' && !isTriedAgain(fault, sent.tries)) return void (await end(tx, sent, fault, at));
		const [tries, next_try_at] =
			fault === 'ended' ? [sent.tries - 1, at] : [sent.tries, nextTry(sent.tries, { retryAfterS, at })];
		await tx
			.updateTable('assistant_drafts')
			.set({ leased_until: null, letters: 0, tries, next_try_at })
			.where('id', '=', sent.id)
			.execute();
		const detail = { reason: fault };
		await note(tx, { at, by: null, callId: null, verb: 'draft.delayed', about: sent.id, detail });
	});
}

/**
 * Destroys what was drafted of applications whose applicants do not let a machine read them any more. Answers with how
 * many; where there were some, the journal tells it.
 */
export function dropDrafts(db: Db, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const ids = await draftsToDrop(reading(tx), at);
		if (ids.length === 0) return 0;
		await tx.deleteFrom('assistant_drafts').where('id', 'in', ids).execute();
		const detail = { count: ids.length };
		await note(tx, { at, by: null, callId: null, verb: 'draft.dropped', about: ids[0]!, detail });
		return ids.length;
	});
}

/** Puts a draft that has come, or come to nothing, out of sight. Twice is once; another host's is not there. */
export function putAwayDraft(db: Db, who: HostOrganiser | Moderator, draft: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		if (!isId(draft)) throw draftNotFound();
		const row = await tx
			.selectFrom('assistant_drafts')
			.select(['id', 'put_away_at'])
			.where('id', '=', draft)
			.where('host_id', '=', who.hostId)
			.where('application_id', 'is', null)
			.where('finished_at', 'is not', null)
			.forUpdate()
			.executeTakeFirstOrThrow(draftNotFound);
		if (row.put_away_at) return;
		await tx.updateTable('assistant_drafts').set({ put_away_at: at }).where('id', '=', draft).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'draft.put-away', about: draft });
	});
}
