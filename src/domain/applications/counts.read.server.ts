import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import type { Words } from '#lib/words.ts';
import type { RoundPart } from '#domain/calls/parts.rules.ts';
import { stepsOf, type Step } from '#domain/calls/rounds.rules.ts';
import { mayTakePart } from './standing.read.server.ts';

/** How many applications a call has: submitted and standing, only begun, withdrawn. */
export type Counts = { live: number; drafts: number; withdrawn: number };

/** The counts of these calls, by call id, in one query; a call without any has zeros. */
export async function countsOf(db: Reader, callIds: string[]): Promise<Record<string, Counts>> {
	const none = Object.fromEntries(callIds.map((id) => [id, { live: 0, drafts: 0, withdrawn: 0 }]));
	if (callIds.length === 0) return none;
	const rows = await db
		.selectFrom('applications')
		.select(['call_id', (eb) => eb.fn.countAll<number>().as('all')])
		.select((eb) => [
			eb.fn.countAll<number>().filterWhere('withdrawn_at', 'is not', null).as('withdrawn'),
			eb.fn
				.countAll<number>()
				.filterWhere('withdrawn_at', 'is', null)
				.filterWhere('submitted_at', 'is not', null)
				.as('live')
		])
		.where((eb) => eb('call_id', '=', eb.fn.any(eb.val(callIds))))
		.groupBy('call_id')
		.execute();
	const counted = rows.map(({ call_id, all, live, withdrawn }) => {
		return [call_id, { live, withdrawn, drafts: all - live - withdrawn }] as const;
	});
	return { ...none, ...Object.fromEntries(counted) };
}

/**
 * How many applications may take part in a call, by track id. It is public: one that is set aside counts like any other,
 * or whoever sends one in could read off whether its organisation has applied.
 */
export async function liveByTrack(db: Reader, callId: string): Promise<Record<string, number>> {
	const rows = await db
		.selectFrom('applications')
		.select(['track_id', (eb) => eb.fn.countAll<number>().as('live')])
		.where('call_id', '=', callId)
		.where(mayTakePart)
		.groupBy('track_id')
		.execute();
	return Object.fromEntries(rows.flatMap(({ track_id, live }) => (track_id ? [[track_id, live]] : [])));
}

/** A round there has been of the selection a call belongs to. */
export type OpenedRound = { slug: string; round: number; round_name: Words | null; places: number; live: number };

/** The rounds there have been, first to last, each with its places and how many take part in it. */
export function openedRounds(db: Reader, callId: string): Promise<OpenedRound[]> {
	return db
		.selectFrom(
			sql<OpenedRound>`(
				with recursive back as (
					select id, follows_id from calls where id = ${callId}
					union all select calls.id, calls.follows_id from calls join back on calls.id = back.follows_id
				), chain as (
					select calls.* from calls join back on back.id = calls.id where calls.follows_id is null
					union all select calls.* from calls join chain on calls.follows_id = chain.id
				)
				select slug, round, round_name,
					(select sum(places)::int from tracks where call_id = chain.id) as places,
					(select count(*) from applications where call_id = chain.id and ${mayTakePart}) as live
				from chain)`.as('chain')
		)
		.selectAll()
		.orderBy('round')
		.execute();
}

/** The way of a selection through its rounds, from all who applied to the places there are at its end. */
export async function wayOf(db: Reader, call: { id: string; rounds: RoundPart[] }): Promise<Step[]> {
	const opened = await openedRounds(db, call.id);
	return stepsOf(opened, { places: opened[0]!.places, rounds: call.rounds });
}
