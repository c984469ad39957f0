import { sql } from 'kysely';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { hashed } from '#lib/secret.server.ts';
import type { Locale, Words } from '#lib/words.ts';
import { note } from '#domain/journal/write.server.ts';
import { normalEmail } from '#domain/people/rules.ts';
import { mailedTooOften } from './article.rules.ts';
import { recordLetter } from './mail.ts';

/** A reader, known by nothing but their browser. */
export type AnyReader = { browser: string };
type Sending = { stopId: string; to: string; title: Words; url: string; locale: Locale };

const hourMs = 3_600_000;
const most = { byBrowser: 5, toAddress: 2, inAll: 120 };

/**
 * Sends a record's address to one person. The letter has no word of who sends it. Refuses more than a few an hour from
 * one browser or to one address, and more than so many from all: a form anybody may use must not be a way to send spam.
 */
export function mailRecord(
	db: Db,
	{ browser }: AnyReader,
	{ stopId, to, title, url, locale }: Sending,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		// Counted one after the other: two presses at once are not both the last that may.
		await sql`select pg_advisory_xact_lock(hashtext('record mails'))`.execute(tx);
		const hashes = { browser_hash: hashed(`record ${browser}`), address_hash: hashed(`record ${normalEmail(to)}`) };
		await checkOften(tx, hashes, at);
		await tx
			.insertInto('record_mails')
			.values({ stop_id: stopId, ...hashes, sent_at: at })
			.execute();
		await post(tx, recordLetter(to, { title, url }, locale), at);
		await note(tx, { at, by: null, callId: null, verb: 'record.mailed', about: stopId });
	});
}

type Hashes = { browser_hash: Buffer; address_hash: Buffer };

async function checkOften(tx: Tx, { browser_hash, address_hash }: Hashes, at: Date): Promise<void> {
	const hourAgo = new Date(at.getTime() - hourMs);
	await tx.deleteFrom('record_mails').where('sent_at', '<', hourAgo).execute();
	const count = await tx
		.selectFrom('record_mails')
		.select(({ fn }) => [
			fn.countAll<number>().as('inAll'),
			fn.countAll<number>().filterWhere('browser_hash', '=', browser_hash).as('byBrowser'),
			fn.countAll<number>().filterWhere('address_hash', '=', address_hash).as('toAddress')
		])
		.where('sent_at', '<=', at)
		.executeTakeFirstOrThrow();
	const isOften = (['inAll', 'byBrowser', 'toAddress'] as const).some((name) => count[name] >= most[name]);
	if (isOften) throw mailedTooOften();
}
