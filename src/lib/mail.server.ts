import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx, Db } from '#lib/db.server.ts';

/** A letter as a stage writes it: plain text, so that any mail program shows it whole. */
export type Letter = { to: string; subject: string; body: string };

/**
 * Puts a letter in the outbox, in the same transaction as the fact it tells of: it goes out if and only if the fact
 * stands. Its Message-ID is made here, once, so that a retry is the same letter.
 */
export async function post(tx: Tx | Db, letter: Letter, at: Date): Promise<void> {
	await postAll(tx, [letter], at);
}

/** Puts many letters in the outbox at once. */
export async function postAll(tx: Tx | Db, letters: Letter[], at: Date): Promise<void> {
	if (letters.length === 0) return;
	const rows = letters.map((letter) => ({
		to_address: letter.to,
		subject: letter.subject.replace(/[\r\n]+/g, ' '),
		body: letter.body,
		message_id: `<${randomUUID()}@madang>`
	}));
	await sql`
		insert into letters (to_address, subject, body, message_id, written_at, next_try_at)
		select to_address, subject, body, message_id, ${at}::timestamptz, ${at}::timestamptz
		from json_to_recordset(${JSON.stringify(rows)}::json)
			as letter(to_address text, subject text, body text, message_id text)`.execute(tx);
}
