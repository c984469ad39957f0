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
	// By a limit, not by exists: that is planned as a join with all lines of the call.
	const hasActed = sql<boolean>`(
		select true from journal where journal.by_id = people.id and journal.call_id = ${callId} limit 1)`;
	return db
		.selectFrom('people')
		.innerJoin('roles', 'roles.person_id', 'people.id')
		.innerJoin('calls', 'calls.host_id', 'roles.host_id')
		.select(['people.id', 'people.name', 'people.email'])
		.distinct()
		.where('calls.id', '=', callId)
		.where(hasActed)
		.orderBy('people.name')
		.execute();
}

/** What the things lines are about are called: people by name, applications by number. */
export async function calledBy(db: Reader, ids: string[]): Promise<Record<string, string>> {
	const known = [...new Set(ids.filter(isId))];
	if (known.length === 0) return {};
	const rows = await db
		.selectFrom('people')
		.select(['id', sql<string | null>`coalesce(nullif(name, ''), email)`.as('called')])
		.where((eb) => eb('id', '=', eb.fn.any(eb.val(known))))
		.unionAll(
			db
				.selectFrom('applications')
				.select(['id', 'number as called'])
				.where((eb) => eb('id', '=', eb.fn.any(eb.val(known))))
		)
		.execute();
	return Object.fromEntries(rows.flatMap(({ id, called }) => (called ? [[id, called]] : [])));
}
