import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { points, topicsIn, type Interests, type Match } from './matching.rules.ts';
import type { OfferKind } from './rules.ts';
import { forGuest, found, interestsOf, proposalsPerPage, type Wanted } from './proposals.read.server.ts';
import { seeksNothing, type Sought } from './search.rules.ts';

/** What one of the delegation looks for, or null where there is no such delegate. */
export async function interestsFor(db: Reader, stop: Stop, delegate: string): Promise<Interests | null> {
	const one = (await interestsOf(db, stop)).find(({ id }) => id === delegate);
	return one ? { topics: one.topics ?? '', tracks: one.tracks ?? [], kinds: one.kinds ?? [] } : null;
}

type Scored = { id: string; number: string; score: number; topics: number[]; track: boolean; kinds: OfferKind[] };

/**
 * A page of what the office may read in the order of a delegate's interests, the highest score first, equal ones by their
 * numbers, each with what its score rests on. The store scores all of it: a topic by how few of them have it.
 */
export async function matchesPage(
	db: Reader,
	stop: Stop,
	{ sought, track, page, interests }: Wanted & { interests: Interests },
	at: Date
) {
	const topics = topicsIn(interests.topics);
	const pool = forGuest(db, stop, at)
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.leftJoin('offers', (join) =>
			join
				.onRef('offers.application_id', '=', 'applications.id')
				.on('offers.side', '=', 'applicant')
				.on('offers.withdrawn_at', 'is', null)
		)
		.select(['applications.id', 'applications.number', 'tracks.key as track', 'offers.kinds']);
	const scored = sql<Scored>`(
		with pool as materialized (${pool}),
		hits as materialized (
			select id, topic from (${hitsOf(topics.map((one) => one.sought))}) hit join pool using (id)),
		weights as (select topic, ln(1 + (select count(*) from pool)::float / count(*)) as weight from hits group by topic),
		sums as (
			select id, sum(weight) as sum, array_agg(topic order by topic) as topics from hits join weights using (topic)
			group by id),
		matched as (
			select pool.id, number, coalesce(topics, '{}') as topics,
				coalesce(track = any(${interests.tracks}::text[]), false) as track,
				array(select unnest(kinds) intersect select unnest(${interests.kinds}::text[]) order by 1) as kinds,
				coalesce(sum, 0) as sum
			from pool left join sums using (id)
			where (${track}::text is null or track = ${track})
				${seeksNothing(sought) ? sql`` : sql`and id in (select application_id from proposals where ${found(sought)})`})
		select *, round((sum + ${points.track} * track::int + ${points.kind} * cardinality(kinds))::numeric, 2)::float as score
		from matched)`;
	const rows = await db
		.selectFrom(scored.as('scored'))
		.select(['id', 'topics', 'track', 'kinds', 'score'])
		.select((eb) => eb.fn.countAll<number>().over().as('total'))
		.orderBy('score', 'desc')
		.orderBy((eb) => eb.fn('length', ['number']))
		.orderBy('number')
		.limit(proposalsPerPage)
		.offset((page - 1) * proposalsPerPage)
		.execute();
	const named = rows.map(({ id, topics: nth, total: _, ...match }): [string, Match] => [
		id,
		{ ...match, topics: nth.map((one) => topics[one]!.name) }
	]);
	return { total: rows[0]?.total ?? 0, ids: rows.map(({ id }) => id), matches: new Map(named) };
}

// Which proposals have which topic, in the words of either language, each found by the index of its own.
function hitsOf(topics: Sought[][]) {
	const asked = topics.flatMap((words, topic) => {
		const some = words.filter((one) => !seeksNothing(one));
		return some.map(
			(one) => sql`select application_id as id, ${topic}::int as topic from proposals where ${found(one)}`
		);
	});
	return asked.length ? sql.join(asked, sql` union `) : sql`select null::uuid as id, 0 as topic where false`;
}
