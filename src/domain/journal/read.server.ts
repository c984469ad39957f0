import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';

/** The newest lines of a call's journal, before line `before` where given. */
export function journalOf(db: Reader, callId: string, before?: number, limit = 50) {
	let lines = db
		.selectFrom('journal')
		.leftJoin('people', 'people.id', 'journal.by_id')
		.select(['seq', 'at', 'people.name as byName', 'people.email as byEmail', 'verb', 'about', 'detail', 'hash'])
		.where('call_id', '=', callId);
	if (before) lines = lines.where('seq', '<', before);
	return lines.orderBy('seq', 'desc').limit(limit).execute();
}

/**
 * Recomputes the whole chain and names the first line that does not follow from the one before, or null.
 * A flipped, removed, added or moved line is found; a cut tail is found by the head.
 */
export async function firstBrokenLine(db: Reader): Promise<number | null> {
	const row = await db
		.selectFrom(
			sql<{ seq: number }>`(
				select seq from (
					select seq, hash,
						coalesce(lag(hash) over (order by seq), sha256('madang/journal/v1')) as before,
						convert_to(journal_text(journal), 'UTF8') as text,
						row_number() over (order by seq) as place
					from journal
				) line
				where hash <> sha256(before || text) or seq <> place
				union all
				select head.seq from journal_head head
				where head.seq <> (select count(*) from journal)
			)`.as('broken')
		)
		.select((eb) => eb.fn.min<number | null>('seq').as('seq'))
		.executeTakeFirstOrThrow();
	return row.seq;
}
