import { sql } from 'kysely';
import type { Db, Reader, Tx } from '#lib/db.server.ts';

/** That something changed: where (`topic`), and of what kind (`word`). Never what: who is told reads it as themselves. */
export type News = { id: number; topic: string; word: string };

/** The channel on which news is said when its transaction has committed. */
export const newsChannel = 'news';

// Any number; whoever tells news holds it to the end of their transaction.
const lock = 0x6e657773;

/**
 * Tells that something changed, in the transaction of the fact: it is heard when that commits, or not at all. One
 * transaction tells at a time, so that ids ascend in the order of the commits and nobody who has heard one missed an
 * earlier one. Each topic once.
 */
export async function announce(tx: Tx, topics: string[], word: string, at: Date): Promise<void> {
	await sql`
		with held as materialized (select pg_advisory_xact_lock(${lock})),
			told as (
				insert into news (topic, word, told_at)
				select topic, ${word}, ${at}::timestamptz from held, unnest(${[...new Set(topics)]}::text[]) as topic
				returning id, topic, word
			)
		select pg_notify(${newsChannel}, id || ' ' || word || ' ' || topic) from told`.execute(tx);
}

/** News as it is said, and read again; undefined when it is none. */
export function newsIn(payload: string): News | undefined {
	const [, id, word, topic] = /^(\d+) (\S+) (\S+)$/.exec(payload) ?? [];
	return id && word && topic ? { id: Number(id), word, topic } : undefined;
}

export const saidAs = ({ id, word, topic }: News) => `${id} ${word} ${topic}`;

/** News after this id, oldest first; of some topics only, where given. */
export function newsAfter(db: Reader, id: number, topics?: readonly string[]): Promise<News[]> {
	let rows = db.selectFrom('news').select(['id', 'topic', 'word']).where('id', '>', id);
	if (topics) rows = rows.where('topic', 'in', [...topics]);
	return rows.orderBy('id').limit(10_000).execute();
}

/** The newest news' id, 0 before the first. */
export async function newestId(db: Reader): Promise<number> {
	const row = await db
		.selectFrom('news')
		.select((eb) => eb.fn.max<number | null>('id').as('id'))
		.executeTakeFirst();
	return row?.id ?? 0;
}

const keptMs = 6 * 3_600_000;

/** Forgets news that nobody comes back to. The newest stays: its id is where the next start begins. */
export async function sweepNews(db: Db, at: Date): Promise<void> {
	await db
		.deleteFrom('news')
		.where('told_at', '<', new Date(at.getTime() - keptMs))
		.where('id', '<', (eb) => eb.selectFrom('news').select((of) => of.fn.max('id').as('id')))
		.execute();
}
