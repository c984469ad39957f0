import { together, type Db, type Tx } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { InStop } from '#domain/programme/rules.ts';
import { momentIn } from '#domain/programme/times.rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import type { EmbargoForm, QuoteForm, ReviseForm, WithdrawForm } from './quotes.form.ts';
import {
	mostVersions,
	notInUtterance,
	quoteChanged,
	quoteNotFound,
	quoteWithdrawn,
	standsIn,
	tooManyVersions
} from './quotes.rules.ts';
import { placesOf } from './quotes.read.server.ts';
import { heldStop } from './stops.read.server.ts';

/**
 * Leaves a quote with its first version, which waits for its speaker's word. Answers with its id. Refuses words that do
 * not stand in their utterance, and an utterance, speaker, session or segment of another stop as not there.
 */
export function makeQuote(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: QuoteForm }>,
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		const stop = await heldStop(tx, who, stopId);
		const { text, translation, locale, speaker: speaker_id } = form;
		await checkSpeaker(tx, stopId, speaker_id);
		const embargo_until = form.embargo && momentIn(stop.time_zone, form.embargo, 'embargo.');
		const place = form.utterance ? await saidIn(tx, stopId, form) : await typedAt(tx, stop, form);
		const { id } = await tx
			.insertInto('quotes')
			.values({ stop_id: stopId, speaker_id, locale, embargo_until, ...place, made_at: at, made_by: who.personId })
			.returning('id')
			.executeTakeFirstOrThrow();
		const written = { written_by: who.personId, written_at: at };
		await tx
			.insertInto('quote_versions')
			.values({ quote_id: id, version: 1, text, translation, ...written })
			.execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'quote.made', about: id });
		return id;
	});
}

async function checkSpeaker(tx: Tx, stopId: string, id: string): Promise<void> {
	await tx
		.selectFrom('speakers')
		.select('id')
		.where('id', '=', id)
		.where('stop_id', '=', stopId)
		.executeTakeFirstOrThrow(quoteNotFound);
}

/** Where words out of an utterance were said. They must stand in it; in another language they would be a translation. */
async function saidIn(tx: Tx, stopId: string, { utterance, text, locale }: QuoteForm) {
	const said = await tx
		.selectFrom('utterances')
		.innerJoin('session_beginnings', 'session_beginnings.session_id', 'utterances.session_id')
		.select(['utterances.id', 'utterances.session_id', 'segment_id', 'starts_ms', 'text', 'locale', 'begun_at'])
		.where('utterances.id', '=', utterance)
		.where('removed_at', 'is', null)
		.where('stop_id', '=', stopId)
		.executeTakeFirstOrThrow(quoteNotFound);
	if (locale !== said.locale || !standsIn(text, said.text)) throw fieldsRefused({ text: notInUtterance });
	const said_at = new Date(said.begun_at.getTime() + said.starts_ms);
	return { utterance_id: said.id, session_id: said.session_id, segment_id: said.segment_id, said_at };
}

/** When typed words were said, and in which session or segment, where that is named. */
async function typedAt(tx: Tx, stop: Stop, { place, said }: QuoteForm) {
	const said_at = momentIn(stop.time_zone, said!, 'said.');
	if (!place) return { utterance_id: null, session_id: null, segment_id: null, said_at };
	const found = (await placesOf(tx, stop.id)).find(({ id }) => id === place);
	if (!found) throw quoteNotFound();
	return { utterance_id: null, session_id: found.session_id, segment_id: found.segment_id, said_at };
}

/** The quote of a stop, held until the end. Refuses another stop's as not there, and one that was withdrawn. */
export async function holdQuote(tx: Tx, stopId: string, id: string) {
	const quote = await tx
		.selectFrom('quotes')
		.select(['id', 'withdrawn_at', 'speaker_id'])
		.where('id', '=', id)
		.where('stop_id', '=', stopId)
		.forUpdate()
		.executeTakeFirst();
	if (!quote) throw quoteNotFound();
	if (quote.withdrawn_at) throw quoteWithdrawn();
	const { version } = await tx
		.selectFrom('quote_versions')
		.select((eb) => eb.fn.max<number>('version').as('version'))
		.where('quote_id', '=', id)
		.executeTakeFirstOrThrow();
	if (version >= mostVersions) throw tooManyVersions();
	return { ...quote, version };
}

/** Leaves a new version of a quote with its reason; it waits for the speaker anew, and until then nothing is shown. */
export function reviseQuote(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: ReviseForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldStop(tx, who, stopId);
		const { id, text, translation, reason } = form;
		const { version: last } = await holdQuote(tx, stopId, id);
		if (last !== form.version) throw quoteChanged();
		const version = last + 1;
		const written = { written_by: who.personId, written_at: at };
		await tx
			.insertInto('quote_versions')
			.values({ quote_id: id, version, text, translation, reason, ...written })
			.execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'quote.revised', about: id, detail: { version } });
	});
}

/** Takes a quote back for good: the public reads that it was, and when, but no word of it. Refuses a second time. */
export function withdrawQuote(
	db: Db,
	who: HostOrganiser,
	{ stopId, form: { id, reason } }: InStop<{ form: WithdrawForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldStop(tx, who, stopId);
		await holdQuote(tx, stopId, id);
		const withdrawn = { withdrawn_at: at, withdrawn_by: who.personId, withdrawn_because: reason };
		await tx.updateTable('quotes').set(withdrawn).where('id', '=', id).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'quote.withdrawn', about: id });
	});
}

/** Leaves until when a quote is not shown, or that it no longer waits. */
export function embargoQuote(
	db: Db,
	who: HostOrganiser,
	{ stopId, form: { id, embargo } }: InStop<{ form: EmbargoForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const stop = await heldStop(tx, who, stopId);
		await holdQuote(tx, stopId, id);
		const embargo_until = embargo && momentIn(stop.time_zone, embargo, 'embargo.');
		await tx.updateTable('quotes').set({ embargo_until }).where('id', '=', id).execute();
		const detail = embargo_until ? { until: embargo_until.toISOString() } : {};
		await note(tx, { at, by: who.personId, callId: null, verb: 'quote.embargoed', about: id, detail });
	});
}
