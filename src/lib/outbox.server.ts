import { sql } from 'kysely';
import type { Channel, Delivery } from '#lib/channel.ts';
import { together, type Db, type Reader, type Tx } from '#lib/db.server.ts';

/** So long a letter is tried before it is given up, as RFC 5321 §4.5.4.1 has it. */
const triedForMs = 5 * 86_400_000;

/**
 * Takes the channel's oldest letter whose time has come, has it sent and leaves what became of it. Answers with that, or null when
 * none is due. The row is held meanwhile, so that two senders never send one letter; one that dies between the other
 * side's "accepted" and the mark leaves the letter to be sent again, under the same Message-ID.
 */
export function sendNext(db: Db, by: { channel: string } & Channel, at: Date): Promise<Delivery | null> {
	return together(db, async (tx) => {
		const letter = await tx
			.selectFrom('letters')
			.selectAll()
			.where('channel', '=', by.channel)
			.where(isDue(at))
			.orderBy('written_at')
			.orderBy('id')
			.limit(1)
			.forUpdate()
			.skipLocked()
			.executeTakeFirst();
		if (!letter) return null;
		const delivery = await by.send(letter);
		await tx
			.updateTable('letters')
			.set(whatBecame(letter, delivery, at))
			.where('id', '=', letter.id)
			.execute();
		return delivery;
	});
}

/**
 * A letter that is out forgets its text: it may hold a code or a personal link. One refused for now is tried again after
 * 1, 2, 4 … minutes, at most every 4 hours, for five days; one refused for good is not.
 */
function whatBecame(letter: { tries: number; written_at: Date }, delivery: Delivery, at: Date) {
	const tries = letter.tries + 1;
	if (delivery.is === 'sent') return { tries, sent_at: at, body: '', attachments: '[]', failed_because: null };
	const isOver = delivery.is === 'never' || at.getTime() - letter.written_at.getTime() > triedForMs;
	const waitMs = Math.min(2 ** letter.tries, 240) * 60_000;
	return {
		...{ tries, failed_because: delivery.because.slice(0, 500), gave_up_at: isOver ? at : null },
		next_try_at: new Date(at.getTime() + waitMs)
	};
}

/** Who a report of a mail server is about: the letter's Message-ID, or its id as the envelope carried it. */
const isDue = (at: Date) => sql<boolean>`sent_at is null and held_at is null and dropped_at is null
	and gave_up_at is null and next_try_at <= ${at}`;

/** How many letters are due and have not gone out. */
export async function lettersDue(db: Reader, at: Date): Promise<number> {
	const { count } = await db
		.selectFrom('letters')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where(isDue(at))
		.executeTakeFirstOrThrow();
	return count;
}

export type Bounced = { messageId?: string; envelopeId?: string; recipient: string; because: string };

/** A letter that was out has come back. Answers whether it is one of ours to that address; the first report stands. */
export async function letterBounced(db: Db, bounced: Bounced, at: Date): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('letters')
		.set((eb) => ({
			bounced_at: eb.fn.coalesce('bounced_at', eb.val(at)),
			bounced_because: eb.fn.coalesce('bounced_because', eb.val(bounced.because.slice(0, 500)))
		}))
		.where('sent_at', 'is not', null)
		.where(sql<boolean>`lower(to_address) = ${bounced.recipient.toLowerCase()}`)
		.where(sql<boolean>`message_id = ${bounced.messageId ?? ''} or id::text = ${bounced.envelopeId ?? ''}`)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** Letters that may still be changed: not out and not dropped. */
export function unsent(tx: Tx, ids: string[]) {
	return tx
		.selectFrom('letters')
		.selectAll()
		.where('id', 'in', ids)
		.where('sent_at', 'is', null)
		.where('dropped_at', 'is', null)
		.forUpdate()
		.execute();
}

/** The newest letters, for the rehearsal's mailbox; to one address where given. */
export function newestLetters(db: Reader, to?: string, most = 50) {
	let letters = db.selectFrom('letters').selectAll();
	if (to) letters = letters.where('to_address', '=', to);
	return letters
		.where('held_at', 'is', null)
		.where('dropped_at', 'is', null)
		.orderBy('written_at', 'desc')
		.orderBy('id')
		.limit(most)
		.execute();
}
