import { sql } from 'kysely';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import {
	answersKeptHours,
	keyInHand,
	keyOfOther,
	mostPerMinute,
	sightsKeptDays,
	tooOften,
	uncounted
} from './rules.ts';

// What is kept here of requests is no fact of the house, and the journal does not tell it: it goes with the day.
type Store = Db;

/**
 * Counts one use of a token. Refuses more than it may within a minute, saying after how many seconds there is room. Where
 * it cannot be counted, what changes something is refused and what only reads goes on.
 */
export async function countUse(
	store: Store,
	{ tokenId, changes }: { tokenId: string; changes: boolean },
	at: Date
): Promise<void> {
	const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000);
	const count = await counted(store, { tokenId, minute }, at).catch(() => {
		if (changes) throw uncounted();
		return 0;
	});
	if (count > mostPerMinute) throw tooOften(Math.ceil((minute.getTime() + 60_000 - at.getTime()) / 1000));
}

const countMs = 1000;

// No longer than a second: whoever holds the counter holds up nobody.
function counted(store: Store, { tokenId, minute }: { tokenId: string; minute: Date }, at: Date): Promise<number> {
	return together(store, async (tx) => {
		await sql`select set_config('lock_timeout', ${String(countMs)}, true)`.execute(tx);
		const { count } = await tx
			.insertInto('token_uses')
			.values({ token_id: tokenId, used_at: at, minute, count: 1 })
			.onConflict((oc) =>
				oc.column('token_id').doUpdateSet({
					...{ used_at: at, minute },
					count: sql<number>`case when token_uses.minute = excluded.minute then token_uses.count + 1 else 1 end`
				})
			)
			.returning('count')
			.executeTakeFirstOrThrow();
		return count;
	});
}

/** What a request was answered: its status and its body's text. */
export type Answered = { status: number; body: string };
/** A request with a key: whose, which, and the hash of all it asks. */
export type Keyed = { tokenId: string; key: string; asked: Buffer };

/**
 * Does what a request with a key asks, once: the work and the answer are kept together or not at all. The same request
 * again gets the kept answer; another under the same key is refused, and so is the same while the first is in hand. A
 * refusal leaves nothing: mended, it may come again under its key.
 */
export function onceFor(
	store: Store,
	{ tokenId, key, asked }: Keyed,
	work: (tx: Tx) => Promise<Answered>,
	at: Date
): Promise<Answered & { isAgain: boolean }> {
	return together(store, async (tx) => {
		// Who comes second does not wait for the first: its answer may be long in coming.
		const lock = sql<{
			mine: boolean;
		}>`select pg_try_advisory_xact_lock(hashtextextended(${`${tokenId} ${key}`}, 42)) as mine`;
		if (!(await lock.execute(tx)).rows[0]!.mine) throw keyInHand();
		const kept = await tx
			.selectFrom('token_answers')
			.selectAll()
			.where('token_id', '=', tokenId)
			.where('key', '=', key)
			.where('answered_at', '>', hoursBefore(at))
			.executeTakeFirst();
		if (kept && !kept.asked_hash.equals(asked)) throw keyOfOther();
		if (kept) return { status: kept.status, body: kept.body, isAgain: true };
		const answer = await work(tx);
		const row = { asked_hash: asked, ...answer, answered_at: at };
		await tx
			.insertInto('token_answers')
			.values({ token_id: tokenId, key, ...row })
			.onConflict((oc) => oc.columns(['token_id', 'key']).doUpdateSet(row))
			.execute();
		return { ...answer, isAgain: false };
	});
}

const hoursBefore = (at: Date) => new Date(at.getTime() - answersKeptHours * 3_600_000);

/** What an address read to a token, by their hashes. */
export type Sight = { tokenId: string; path: Buffer; body: Buffer };

/**
 * Since when an address has read as it does now to this token; from now on, where it reads differently or was never read.
 * HTTP tells seconds: what changed has a second of its own, so that nobody keeps what was there half a second before.
 */
export async function sightSince(store: Store, { tokenId, path, body }: Sight, at: Date): Promise<Date> {
	const { since } = await store
		.insertInto('token_sights')
		.values({ token_id: tokenId, path_hash: path, body_hash: body, since: at, seen_at: at })
		.onConflict((oc) =>
			oc.columns(['token_id', 'path_hash']).doUpdateSet({
				...{ body_hash: body, seen_at: at },
				since: sql<Date>`case when token_sights.body_hash = excluded.body_hash then token_sights.since
					else greatest(excluded.since, date_trunc('second', token_sights.since) + interval '1 second') end`
			})
		)
		.returning('since')
		.executeTakeFirstOrThrow();
	return since;
}

/** Destroys the answers of more than a day ago, and what nobody has looked at for a month. */
export async function dropAnswers(store: Store, at: Date): Promise<void> {
	await store.deleteFrom('token_answers').where('answered_at', '<=', hoursBefore(at)).execute();
	const month = new Date(at.getTime() - sightsKeptDays * 86_400_000);
	await store.deleteFrom('token_sights').where('seen_at', '<', month).execute();
}
