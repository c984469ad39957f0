import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { publicQuotes } from './quotes.read.server.ts';

/** What there is to read of a stop when it is over, in the order people look for it. */
export const afterwards = ['record', 'transcript', 'quotes', 'promises', 'figures'] as const;
export type Afterwards = (typeof afterwards)[number];

/** Which of a stop's pages of what was said and promised have something the public may read. */
export async function pagesAfterwards(db: Reader, stopId: string, at: Date): Promise<Afterwards[]> {
	const [found, quotes] = await Promise.all([
		db
			.selectFrom('stops')
			.select([
				sql<boolean>`exists (select from record_editions where stop_id = stops.id
					and public_from <= ${at} and recalled_at is null)`.as('record'),
				sql<boolean>`exists (select from sessions where stop_id = stops.id and 'published' = (
					select fact from transcript_facts where session_id = sessions.id order by id desc limit 1))`.as('transcript'),
				sql<boolean>`exists (select from promises where stop_id = stops.id)`.as('promises'),
				sql<boolean>`exists (select from stop_figures where stop_id = stops.id)`.as('figures')
			])
			.where('id', '=', stopId)
			.executeTakeFirstOrThrow(),
		publicQuotes(db, stopId, at)
	]);
	const there = { ...found, quotes: quotes.length > 0 };
	return afterwards.filter((page) => there[page]);
}
