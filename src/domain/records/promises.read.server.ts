import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import {
	remindDaysBefore,
	standingOf,
	type PromiseState,
	type PromiseUpdate,
	type StopPromise
} from './promises.rules.ts';

/** What was promised at a stop by then, in order, with every later word on it; how each stands is by the clock of the place. */
export async function promisesOfStop(db: Reader, stopId: string, at: Date): Promise<StopPromise[]> {
	const [promises, updates] = await Promise.all([
		db
			.selectFrom('promises')
			.innerJoin('stops', 'stops.id', 'promises.stop_id')
			.select(['promises.id', 'what', 'who', 'made_at'])
			.select([
				sql<string | null>`due_on::text`.as('due_on'),
				sql<string>`(${at}::timestamptz at time zone time_zone)::date::text`.as('today')
			])
			.select(
				sql<string | null>`(select quote_states.id from quote_states
					where quote_states.id = promises.quote_id and answer = 'approved' and withdrawn_at is null
						and (embargo_until is null or embargo_until <= ${at})
						and (quote_states.session_id is null or exists (
							select from open_sessions where open_sessions.session_id = quote_states.session_id)))`.as('quote_id')
			)
			.where('promises.stop_id', '=', stopId)
			.where('made_at', '<=', at)
			.orderBy('promises.position')
			.execute(),
		updatesOf(db, stopId, at)
	]);
	return promises.map(({ today, ...promise }) => {
		const own = updates.filter(({ promise_id }) => promise_id === promise.id);
		const told = own.at(-1)?.state ?? 'open';
		return { ...promise, told, state: standingOf({ told, due_on: promise.due_on }, today), updates: own };
	});
}

async function updatesOf(db: Reader, stopId: string, at: Date): Promise<(PromiseUpdate & { promise_id: string })[]> {
	const rows = await db
		.selectFrom('promise_updates')
		.innerJoin('promises', 'promises.id', 'promise_id')
		.select(['promise_updates.id', 'promise_id', 'state', 'note', 'source_url', 'told_at'])
		.where('stop_id', '=', stopId)
		.where('told_at', '<=', at)
		.orderBy('told_at')
		.orderBy('promise_updates.id')
		.execute();
	return rows.map((row) => ({ ...row, state: row.state as PromiseState }));
}

/** Promises that are due within days or overdue, neither kept nor dropped, of which the organisers were not told yet. */
export async function promisesDue(db: Reader, at: Date): Promise<string[]> {
	const rows = await db
		.selectFrom('promises')
		.innerJoin('stops', 'stops.id', 'promises.stop_id')
		.select('promises.id')
		.where('stops.host_id', 'is not', null)
		.where(sql<boolean>`due_on <= (${at}::timestamptz at time zone time_zone)::date + ${remindDaysBefore}::int`)
		.where(
			sql<boolean>`coalesce((select state from promise_updates where promise_id = promises.id
				order by told_at desc, promise_updates.id desc limit 1), 'open') not in ('kept', 'dropped')`
		)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('promise_reminders')
						.select('promise_id')
						.whereRef('promise_id', '=', 'promises.id')
						.whereRef('promise_reminders.due_on', '=', 'promises.due_on')
				)
			)
		)
		.execute();
	return rows.map(({ id }) => id);
}
