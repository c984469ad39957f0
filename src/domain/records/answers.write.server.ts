import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { written } from '#lib/zone.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { InStop } from '#domain/programme/rules.ts';
import { isLinkOver, quoteLink } from './links.read.server.ts';
import type { LinkForm, SpeakerAnswer } from './quotes.form.ts';
import { quotesLetter } from './quotes.mail.ts';
import {
	answeredOtherwise,
	linkDays,
	mostLinks,
	noQuotesToAsk,
	nothingAnswered,
	quoteChanged,
	quoteLinkOver,
	quoteNotFound,
	tooManyLinks
} from './quotes.rules.ts';
import { holdQuote } from './quotes.write.server.ts';
import { heldStop } from './stops.read.server.ts';

/**
 * Leaves a speaker's link with its hash, and a letter with it to them or their office; the link before ends. Refuses a
 * speaker of another stop as not there, one with nothing to answer, and more than a few within an hour.
 */
export function sendQuoteLink(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: LinkForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldStop(tx, who, stopId);
		const { speaker, email, locale } = form;
		await checkRate(tx, speaker, at);
		const link = await newLink(tx, { stopId, speaker, email, locale }, { by: who.personId, at });
		await note(tx, { at, by: who.personId, callId: null, verb: 'quotes.link-sent', about: link });
	});
}

async function checkRate(tx: Tx, speaker: string, at: Date): Promise<void> {
	const { count } = await tx
		.selectFrom('quote_links')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('speaker_id', '=', speaker)
		.where('made_at', '>', new Date(at.getTime() - 3_600_000))
		.executeTakeFirstOrThrow();
	if (count >= mostLinks) throw tooManyLinks();
}

type NewLink = { stopId: string; speaker: string; email: string; locale: Locale };

async function newLink(tx: Tx, { stopId, speaker, email, locale }: NewLink, made: { by: string | null; at: Date }) {
	const about = await tx
		.selectFrom('speakers')
		.innerJoin('stops', 'stops.id', 'speakers.stop_id')
		.innerJoin('hosts', 'hosts.id', 'stops.host_id')
		.select(['speakers.name', 'hosts.name as host', 'city', 'time_zone'])
		.select(({ selectFrom }) =>
			selectFrom('quotes')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.whereRef('speaker_id', '=', 'speakers.id')
				.where('withdrawn_at', 'is', null)
				.as('count')
		)
		.where('speakers.id', '=', speaker)
		.where('stop_id', '=', stopId)
		.executeTakeFirst();
	if (!about) throw quoteNotFound();
	if (!about.count) throw noQuotesToAsk();
	const { by, at } = made;
	await tx
		.updateTable('quote_links')
		.set({ ended_at: at })
		.where('speaker_id', '=', speaker)
		.where('ended_at', 'is', null)
		.execute();
	const token = newSecret();
	const expires_at = new Date(at.getTime() + linkDays * 86_400_000);
	const { id } = await tx
		.insertInto('quote_links')
		.values({ speaker_id: speaker, email, locale, token_hash: hashed(token), made_at: at, made_by: by, expires_at })
		.returning('id')
		.executeTakeFirstOrThrow();
	const say = (words: Words) => inWords(words, locale);
	const facts = { name: say(about.name), city: say(about.city), host: say(about.host), count: about.count };
	const link = `${await siteOf(reading(tx), { stop: stopId })}/quotes/${token}`;
	const told = { ...facts, link, until: written(expires_at, about.time_zone, locale) };
	await post(tx, quotesLetter(email, told, { isReminder: by === null, locale }), at);
	return id;
}

/** Sends a link's holder another, with a letter that reminds them. The clock asks; a link that has ended is left alone. */
export function remindSpeaker(db: Db, linkId: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const link = await tx
			.selectFrom('quote_links')
			.innerJoin('speakers', 'speakers.id', 'speaker_id')
			.select(['stop_id as stopId', 'speaker_id as speaker', 'email', 'locale'])
			.where('quote_links.id', '=', linkId)
			.where('ended_at', 'is', null)
			.forUpdate('quote_links')
			.executeTakeFirst();
		if (!link) return;
		const id = await newLink(tx, { ...link, locale: link.locale as Locale }, { by: null, at });
		await note(tx, { at, by: null, callId: null, verb: 'quotes.reminded', about: id });
	});
}

/**
 * Leaves what the holder of a speaker's link says to quotes, all at once or none. A correction is a new version in their
 * own words and approved with it; to decline what was approved before takes it back. The same again changes nothing.
 * Refuses a link that is over, another speaker's quote as not there, and what has changed since it was read.
 */
export function answerQuotes(db: Db, token: string, answers: SpeakerAnswer[], at: Date): Promise<number> {
	return together(db, async (tx) => {
		const link = await quoteLink(tx, token);
		if (isLinkOver(link, at)) throw quoteLinkOver();
		const given = answers.filter(({ answer }) => answer !== null);
		if (given.length === 0) throw nothingAnswered();
		for (const one of given) await answerOne(tx, link, one, at);
		return given.length;
	});
}

type Asked = { stop_id: string; speaker_id: string };

async function answerOne(tx: Tx, asked: Asked, one: SpeakerAnswer, at: Date): Promise<void> {
	const quote = await holdQuote(tx, asked.stop_id, one.id);
	if (quote.speaker_id !== asked.speaker_id) throw quoteNotFound();
	if (one.answer === 'corrected') return correct(tx, quote, one, at);
	if (quote.version !== one.version) throw quoteChanged();
	const answer = one.answer as 'approved' | 'declined';
	const told = { quote_id: quote.id, version: quote.version, answer, note: one.note, answered_at: at };
	const before = await tx
		.selectFrom('quote_answers')
		.select('answer')
		.where('quote_id', '=', quote.id)
		.where('version', '=', quote.version)
		.executeTakeFirst();
	if (before?.answer === answer) return;
	if (before?.answer === 'declined') throw answeredOtherwise();
	if (before) return takeBack(tx, quote.id, one.note, at);
	await tx.insertInto('quote_answers').values(told).execute();
	const verb = answer === 'approved' ? ('quote.approved' as const) : ('quote.declined' as const);
	await note(tx, { at, by: null, callId: null, verb, about: quote.id, detail: { version: quote.version } });
}

async function correct(tx: Tx, quote: { id: string; version: number }, one: SpeakerAnswer, at: Date): Promise<void> {
	const { text, translation } = await tx
		.selectFrom('quote_versions')
		.select(['text', 'translation'])
		.where('quote_id', '=', quote.id)
		.where('version', '=', quote.version)
		.executeTakeFirstOrThrow();
	// The same press twice: what it asks for already stands.
	if (quote.version === one.version + 1 && text === one.text && translation === one.translation) return;
	if (quote.version !== one.version) throw quoteChanged();
	const version = quote.version + 1;
	const row = { quote_id: quote.id, version, text: one.text, translation: one.translation, reason: one.note };
	await tx
		.insertInto('quote_versions')
		.values({ ...row, written_by: null, written_at: at })
		.execute();
	await tx
		.insertInto('quote_answers')
		.values({ quote_id: quote.id, version, answer: 'approved', note: one.note, answered_at: at })
		.execute();
	await note(tx, { at, by: null, callId: null, verb: 'quote.corrected', about: quote.id, detail: { version } });
}

async function takeBack(tx: Tx, id: string, because: string, at: Date): Promise<void> {
	await tx
		.updateTable('quotes')
		.set({ withdrawn_at: at, withdrawn_by: null, withdrawn_because: because })
		.where('id', '=', id)
		.execute();
	await note(tx, { at, by: null, callId: null, verb: 'quote.taken-back', about: id });
}
