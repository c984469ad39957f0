import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import type { Words } from '#lib/words.ts';
import type { Promised, PromiseState, Quote } from './parts.rules.ts';

/**
 * What was said at a stop and may be read by anybody: its last version is approved, its embargo has passed, it has not
 * been withdrawn. Of a session the public does not know, the words stand without it.
 */
export async function approvedQuotes(db: Reader, stopId: string, at: Date): Promise<Quote[]> {
	const rows = await db
		.selectFrom('quotes')
		.innerJoin('speakers', 'speakers.id', 'quotes.speaker_id')
		.innerJoinLateral(
			(eb) =>
				eb
					.selectFrom('quote_versions')
					.select(['version', 'text', 'translation'])
					.whereRef('quote_id', '=', 'quotes.id')
					.orderBy('version', 'desc')
					.limit(1)
					.as('last'),
			(join) => join.onTrue()
		)
		.innerJoin('quote_answers', (join) =>
			join.onRef('quote_answers.quote_id', '=', 'quotes.id').onRef('quote_answers.version', '=', 'last.version')
		)
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('told_sessions')
					.innerJoin('releases', 'releases.id', 'told_sessions.release_id')
					.select([sql<string>`shown ->> 'slug'`.as('slug'), sql<Words>`shown -> 'title'`.as('sessionTitle')])
					.whereRef('told_sessions.session_id', '=', 'quotes.session_id')
					.where('is_masked', '=', false)
					.orderBy('releases.version', 'desc')
					.limit(1)
					.as('told'),
			(join) => join.onTrue()
		)
		.leftJoin('segments', 'segments.id', 'quotes.segment_id')
		.select(['quotes.id', 'quotes.locale', 'last.text', 'last.translation', 'said_at as saidAt'])
		.select([
			'speakers.name as speaker',
			'speakers.title',
			'told.slug',
			'told.sessionTitle',
			'segments.title as segment'
		])
		.where('quotes.stop_id', '=', stopId)
		.where('answer', '=', 'approved')
		.where('withdrawn_at', 'is', null)
		.where((eb) => eb.or([eb('embargo_until', 'is', null), eb('embargo_until', '<=', at)]))
		.orderBy('said_at')
		.orderBy('quotes.id')
		.execute();
	return rows.map(({ slug, sessionTitle, segment, locale, ...quote }) => ({
		...quote,
		locale: locale as 'ko' | 'en',
		session: slug && sessionTitle ? { slug, title: sessionTitle } : null,
		segment: slug ? segment : null
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
