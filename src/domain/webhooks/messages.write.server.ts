import { sql } from 'kysely';
import { inChunks } from '#lib/chunks.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { factsFor, secretsOf } from './read.server.ts';
import { bodyOf, logDays, nextTry, verbsOf, type EventKind } from './rules.ts';

// What goes out is made of facts the journal has told already; the journal does not tell each try.
type Store = Db;

const linesAtOnce = 2000;

/**
 * Looks at the next lines of the journal for one webhook, and leaves a message for each that it is to be told of, due
 * now. One process at a time looks for it. A line is looked at once, for what was looked at is kept with its messages.
 */
export function leaveMessages(store: Store, webhookId: string, at: Date): Promise<number> {
	return together(store, async (tx) => {
		const hook = await tx
			.selectFrom('webhooks')
			.selectAll()
			.where('id', '=', webhookId)
			.where('ended_at', 'is', null)
			.forUpdate()
			.skipLocked()
			.executeTakeFirst();
		if (!hook) return 0;
		const { seq: head } = await tx.selectFrom('journal_head').select('seq').executeTakeFirstOrThrow();
		const upTo = Math.min(head, hook.read_to + linesAtOnce);
		const verbs = verbsOf(hook.kinds as EventKind[]);
		const facts = await factsFor(reading(tx), { hostId: hook.host_id, verbs, after: hook.read_to, upTo });
		const rows = facts.map((fact) => ({
			...{ webhook_id: hook.id, seq: fact.seq, body: bodyOf(fact), made_at: at, next_at: at }
		}));
		for (const some of inChunks(rows)) {
			await tx
				.insertInto('webhook_messages')
				.values(some)
				.onConflict((oc) => oc.doNothing())
				.execute();
		}
		await tx.updateTable('webhooks').set({ read_to: upTo }).where('id', '=', hook.id).execute();
		return rows.length;
	});
}

/** A message in hand: where it goes, what it says, and what signs it. */
export type InHand = { id: string; webhookId: string; url: string; body: string; tries: number; secrets: string[] };

/**
 * Takes the message that is due first in hand, and sets when it is tried again should nothing more be heard of this try:
 * a process that dies loses none. Nobody else takes it meanwhile.
 */
export async function takeDue(store: Store, at: Date): Promise<InHand | undefined> {
	const taken = await together(store, async (tx) => {
		const due = await tx
			.selectFrom('webhook_messages')
			.innerJoin('webhooks', 'webhooks.id', 'webhook_id')
			.select(['webhook_messages.id', 'webhook_id as webhookId', 'url', 'body', 'tries'])
			.where('next_at', '<=', at)
			.where('ended_at', 'is', null)
			.orderBy('next_at')
			.orderBy('seq')
			.limit(1)
			.forUpdate('webhook_messages')
			.skipLocked()
			.executeTakeFirst();
		if (!due) return undefined;
		const tries = due.tries + 1;
		await tx
			.updateTable('webhook_messages')
			.set({ tries, next_at: nextTry(tries, at) ?? new Date(at.getTime() + 60_000) })
			.where('id', '=', due.id)
			.execute();
		return { ...due, tries };
	});
	return taken && { ...taken, secrets: await secretsOf(reading(store), taken.webhookId, at) };
}

/** What became of a try: the status it was answered, or why there was no answer. */
export type Tried = { status: number | null; fault: string | null; ms: number };

/** Leaves what became of a try: what was taken is done, what was not waits for its next, or has been tried enough. */
export function leaveTry(store: Store, message: InHand, tried: Tried, at: Date): Promise<void> {
	return together(store, async (tx) => {
		await tx
			.insertInto('webhook_tries')
			.values({ message_id: message.id, tried_at: at, ...tried })
			.execute();
		const isTaken = tried.status !== null && tried.status >= 200 && tried.status < 300;
		const outcome = isTaken ? { sent_at: at, next_at: null } : { next_at: nextTry(message.tries, at) };
		await tx
			.updateTable('webhook_messages')
			.set(outcome)
			.where('id', '=', message.id)
			.where('next_at', 'is not', null)
			.execute();
	});
}

/** Destroys what was sent or given up more than a month ago, with its tries. */
export async function dropMessages(store: Store, at: Date): Promise<void> {
	const before = new Date(at.getTime() - logDays * 86_400_000);
	await sql`delete from webhook_messages where next_at is null and made_at < ${before}`.execute(store);
}
