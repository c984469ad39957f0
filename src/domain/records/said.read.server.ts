import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import type { Promised, PromiseState, Quote } from './parts.rules.ts';
import { publicQuotes } from './quotes.read.server.ts';

/** What was said at a stop and may be read by anybody, as the article shows it. */
export async function approvedQuotes(db: Reader, stopId: string, at: Date): Promise<Quote[]> {
	const quotes = await publicQuotes(db, stopId, at);
	return quotes.map(({ id, locale, text, translation, speaker, speakerTitle, said_at, ...of }) => ({
		...{ id, locale, text, translation, speaker, title: speakerTitle, saidAt: said_at },
		session: of.session && of.sessionTitle ? { slug: of.session, title: of.sessionTitle } : null,
		segment: of.segmentTitle
	}));
}

/** What was promised at a stop, in order, each as its last word says; one overdue by the clock is late. */
export async function promisesAt(db: Reader, stopId: string, at: Date): Promise<Promised[]> {
	const rows = await db
		.selectFrom('promises')
		.innerJoin('stops', 'stops.id', 'promises.stop_id')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('promise_updates')
					.select(['state', 'note'])
					.whereRef('promise_id', '=', 'promises.id')
					.where('told_at', '<=', at)
					.orderBy('told_at', 'desc')
					.limit(1)
					.as('last'),
			(join) => join.onTrue()
		)
		.select(['promises.id', 'what', 'who', 'due_on as dueOn', 'last.state', 'last.note'])
		.select(sql<boolean>`due_on < (${at}::timestamptz at time zone time_zone)::date`.as('isOver'))
		.where('promises.stop_id', '=', stopId)
		.where('made_at', '<=', at)
		.orderBy('promises.position')
		.execute();
	return rows.map(({ state, isOver, ...promise }) => {
		const told = (state ?? 'open') as PromiseState;
		return { ...promise, state: isOver && ['open', 'under_way'].includes(told) ? 'late' : told };
	});
}
