import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/db.server.ts';
import { counting, type Counted } from './registrations.write.server.ts';

/**
 * Erases what is kept of somebody who spoke: words that were never approved or were taken back, notes to the host, where
 * their links went. What they approved and what the hall heard stays as it was published; what waits is taken back.
 */
export async function eraseSpeaker(
	tx: Tx,
	{ id, email }: { id: string; email: string },
	counted: Counted,
	at: Date
): Promise<void> {
	const speakers = sql`(select id from speakers where person_id = ${id})`;
	const own = sql`(select id from quotes where speaker_id in ${speakers})`;
	await sql`update quotes set withdrawn_at = ${at} from quote_states where quote_states.id = quotes.id
		and quotes.id in ${own} and quotes.withdrawn_at is null and answer is distinct from 'approved'`.execute(tx);
	const erase = counting(tx, counted);
	await erase(
		'quotes',
		sql`update quote_versions set text = '[erased]', translation = '', reason = '' where quote_id in ${own}
			and text <> '[erased]' and (
				exists (select from quotes where quotes.id = quote_id and withdrawn_at is not null)
				or not exists (select from quote_answers where quote_answers.quote_id = quote_versions.quote_id
					and quote_answers.version = quote_versions.version and answer = 'approved'))`
	);
	await erase(
		'quotes',
		sql`update utterance_edits set text = '', translation = '' where text <> ''
			and utterance_id in (select id from utterances where speaker_id in ${speakers})`
	);
	await erase('quotes', sql`update quotes set withdrawn_because = '' where id in ${own} and withdrawn_because <> ''`);
	await eraseNotes(tx, sql`speaker_id in ${speakers}`, counted);
	await eraseQuoteLinks(tx, sql`speaker_id in ${speakers} or email = ${email}`, counted, at);
}

/** Erases what speakers told a host besides, and where links to their words went. */
export async function eraseSaidAt(tx: Tx, stopId: string, counted: Counted, at: Date): Promise<void> {
	const speakers = sql`speaker_id in (select id from speakers where stop_id = ${stopId})`;
	await eraseNotes(tx, speakers, counted);
	await eraseQuoteLinks(tx, speakers, counted, at);
}

async function eraseNotes(tx: Tx, whose: RawBuilder<unknown>, counted: Counted): Promise<void> {
	await counting(tx, counted)(
		'comments',
		sql`update quote_answers set note = '' where note <> '' and quote_id in (select id from quotes where ${whose})`
	);
}

async function eraseQuoteLinks(tx: Tx, which: RawBuilder<unknown>, counted: Counted, at: Date): Promise<void> {
	await counting(tx, counted)(
		'quotes',
		sql`update quote_links set email = '', ended_at = coalesce(ended_at, ${at}),
			token_hash = sha256(convert_to('erased ' || id::text, 'UTF8')) where (${which}) and email <> ''`
	);
}
