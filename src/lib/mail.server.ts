import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Attached } from '#db/kinds.ts';
import type { Tx, Db } from '#lib/db.server.ts';

/**
 * A letter as a stage writes it: plain text, so that any mail program shows it whole. By the `short` channel `to` is a
 * telephone number and only the body goes out. It waits until `sendAt`, and where it is held until somebody has read it.
 */
export type Letter = {
	to: string;
	subject: string;
	body: string;
	channel?: 'mail' | 'short';
	attachments?: Attached[];
	sendAt?: Date;
	isHeld?: boolean;
};

/**
 * Puts a letter in the outbox, in the same transaction as the fact it tells of: it goes out if and only if the fact
 * stands. Its Message-ID is made here, once, so that a retry is the same letter. Answers with the letter's id.
 */
export async function post(tx: Tx | Db, letter: Letter, at: Date): Promise<string> {
	return (await postAll(tx, [letter], at))[0]!;
}

/** Puts many letters in the outbox at once. Answers with their ids, in the same order. */
export async function postAll(tx: Tx | Db, letters: Letter[], at: Date): Promise<string[]> {
	if (letters.length === 0) return [];
	const rows = letters.map((letter) => ({
		id: randomUUID(),
		to_address: inOneLine(letter.to),
		subject: inOneLine(letter.subject),
		body: letter.body,
		message_id: `<${randomUUID()}@madang>`,
		channel: letter.channel ?? 'mail',
		attachments: letter.attachments ?? [],
		next_try_at: letter.sendAt ?? at,
		held_at: letter.isHeld ? at : null
	}));
	await sql`
		insert into letters (id, to_address, subject, body, message_id, channel, attachments, held_at, written_at, next_try_at)
		select id, to_address, subject, body, message_id, channel, attachments, held_at, ${at}::timestamptz, next_try_at
		from json_to_recordset(${JSON.stringify(rows)}::json)
			as letter(id uuid, to_address text, subject text, body text, message_id text, channel text, attachments jsonb,
				held_at timestamptz, next_try_at timestamptz)`.execute(tx);
	return rows.map(({ id }) => id);
}

// A line's end would begin a header of its own.
function inOneLine(text: string): string {
	return text.replace(/[\r\n]+/g, ' ');
}
