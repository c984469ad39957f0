import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';

/**
 * Recomputes the whole chain and names the first line that does not follow from the one before, or null.
 * A flipped, removed, added or moved line is found; a cut tail is found by the head.
 */
export async function firstBrokenLine(db: Reader): Promise<number | null> {
	const row = await db
		.selectFrom(sql<{ seq: number | null }>`first_broken_line()`.as<'broken'>(sql`broken(seq)`))
		.select('seq')
		.executeTakeFirstOrThrow();
	return row.seq;
}

/**
 * What a process knows of the chain: it was read from the first line on since `since`, and up to line `upto` of `of` each
 * follows from the one before, the last of them as of `at`; `broken` is the first that does not.
 */
export type Known = { since: Date; at: Date; upto: number; of: number; broken: number | null };

type Mark = { upto: number; hash: Buffer };
const begun: Mark = { upto: 0, hash: createHash('sha256').update('madang/journal/v1').digest() };
const dayMs = 86_400_000;

/**
 * Reads the chain some lines at a time and remembers how far. A look reads what came since and waits for no more than one
 * slice of it; the rest is read in the background, in slices with rests between them, which nobody notices. Where the line it
 * ended at is not what it was all is read anew, and so it is once a day: what is altered further back is found by then.
 */
export function openChain({ lines = 2_000, restMs = 200 } = {}) {
	let mark = begun;
	let known: Known | undefined;
	let reading: Promise<void> | undefined;

	/** One slice. Answers whether there is more. */
	async function step(db: Reader, at: Date): Promise<boolean> {
		const isNew = !known || at.getTime() - known.since.getTime() >= dayMs;
		const from = isNew ? begun : mark;
		const since = isNew ? at : known!.since;
		const { broken, head, ...found } = await slice(db, from, lines);
		if (from !== begun && broken === from.upto) {
			[mark, known] = [begun, { since: at, at, upto: 0, of: head, broken: null }];
			return true;
		}
		const isThrough = found.upto - from.upto < lines;
		if (broken === null) mark = found;
		const isCut = broken === null && isThrough && found.upto !== head;
		const upto = broken === null ? found.upto : from.upto;
		known = { since, at, upto, of: head, broken: isCut ? head : broken };
		return broken === null && !isThrough;
	}

	async function goOn(db: Reader, at: Date): Promise<void> {
		while (await step(db, at)) await wait(restMs, undefined, { ref: false });
	}

	return {
		/** What is known at `at`; where much is not read yet, reading it has begun. */
		look: async (db: Reader, at: Date): Promise<Known> => {
			if (!reading && (await step(db, at)))
				// Whoever looks next begins it again where it failed, and sees why.
				reading ??= goOn(db, at)
					.catch(() => {})
					.finally(() => (reading = undefined));
			return known!;
		},
		/** Resolves when nothing is being read in the background. */
		settled: async () => reading
	};
}

/** This process's own. */
export const chain = openChain();

/** The lines after one, at most so many, and the journal's head at the same instant. */
function slice(db: Reader, { upto, hash }: Mark, most: number) {
	return db
		.selectFrom(
			sql<{
				broken: number | null;
				upto: number;
				hash: Buffer;
			}>`broken_line_after(${upto}, ${hash}, ${most})`.as('found')
		)
		.select(['broken', 'upto', 'hash'])
		.select((eb) => eb.selectFrom('journal_head').select('journal_head.seq').$asScalar().$notNull().as('head'))
		.executeTakeFirstOrThrow();
}
