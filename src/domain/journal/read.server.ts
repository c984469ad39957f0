import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { kinds, type Kind } from './rules.ts';

/** What a reader of a call's journal looks for: lines before one, of a kind, by one person. */
export type SoughtLines = { before?: number; kind?: Kind | null; by?: string | null };

/** The newest lines of a call's journal that are sought. */
export function journalOf(db: Reader, callId: string, { before, kind, by }: SoughtLines = {}, limit = 50) {
	let lines = db
		.selectFrom('journal')
		.leftJoin('people', 'people.id', 'journal.by_id')
		.select(['seq', 'at', 'people.name as byName', 'people.email as byEmail', 'verb', 'about', 'detail', 'hash'])
		.where('call_id', '=', callId);
	if (before) lines = lines.where('seq', '<', before);
	if (kind) lines = lines.where(sql<string>`split_part(verb, '.', 1)`, 'in', kinds[kind]);
	if (by && isId(by)) lines = lines.where('by_id', '=', by);
	return lines.orderBy('seq', 'desc').limit(limit).execute();
}

/** Who of those that work for the call has done something in it, by name. */
export function actorsOf(db: Reader, callId: string) {
	return db
		.selectFrom('people')
		.innerJoin('roles', 'roles.person_id', 'people.id')
		.innerJoin('calls', 'calls.host_id', 'roles.host_id')
		.select(['people.id', 'people.name', 'people.email'])
		.distinct()
		.where('calls.id', '=', callId)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('journal')
					.select('seq')
					.whereRef('journal.by_id', '=', 'people.id')
					.where('journal.call_id', '=', callId)
			)
		)
		.orderBy('people.name')
		.execute();
}

/** What the things lines are about are called: people by name, applications by number. */
export async function calledBy(db: Reader, ids: string[]): Promise<Record<string, string>> {
	const known = [...new Set(ids.filter(isId))];
	if (known.length === 0) return {};
	const [people, applications] = await Promise.all([
		db.selectFrom('people').select(['id', 'name', 'email']).where('id', 'in', known).execute(),
		db.selectFrom('applications').select(['id', 'number']).where('id', 'in', known).execute()
	]);
	return Object.fromEntries([
		...people.map(({ id, name, email }) => [id, name || email]),
		...applications.flatMap(({ id, number }) => (number ? [[id, number]] : []))
	]) as Record<string, string>;
}

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

type Upto = { upto: number; hash: Buffer };
const begun: Upto = { upto: 0, hash: createHash('sha256').update('madang/journal/v1').digest() };
/** Where each store was found sound up to. */
const sound = new WeakMap<Reader, Upto>();
/** So many lines are looked at in one question: it takes less than a tenth of a second. */
const someLines = 2_000;

/**
 * The same for a page: what this process has found sound is not read again, only what came since; where the line it ended at
 * is not what it was, all of it is. What somebody alters further back in the meantime is found by `madang verify`.
 */
export async function brokenLineSince(db: Reader): Promise<number | null> {
	for (;;) {
		const from = sound.get(db) ?? begun;
		const found = await db
			.selectFrom(
				sql<{
					broken: number | null;
					upto: number;
					hash: Buffer;
				}>`broken_line_after(${from.upto}, ${from.hash}, ${someLines})`.as('found')
			)
			.select(['broken', 'upto', 'hash'])
			.executeTakeFirstOrThrow();
		if (found.broken !== null && from !== begun && found.broken === from.upto) {
			sound.delete(db);
			continue;
		}
		if (found.broken !== null) return found.broken;
		sound.set(db, { upto: found.upto, hash: found.hash });
		if (found.upto < from.upto + someLines) break;
	}
	const head = await db.selectFrom('journal_head').select('seq').executeTakeFirstOrThrow();
	const { upto } = sound.get(db) ?? begun;
	return head.seq > upto && (await firstLineAfter(db, upto)) === undefined ? head.seq : null;
}

// Lines may have come since; where none is there the head tells of a tail that was cut.
async function firstLineAfter(db: Reader, seq: number): Promise<number | undefined> {
	const { upto } = await db
		.selectFrom(sql<{ upto: number }>`broken_line_after(${seq}, ''::bytea, 1)`.as('found'))
		.select('upto')
		.executeTakeFirstOrThrow();
	return upto > seq ? upto : undefined;
}
