import { sql } from 'kysely';
import type { Figure, Figures } from '#db/kinds.ts';
import type { Reader } from '#lib/db.server.ts';
import type { Words } from '#lib/words.ts';
import { arrivalsIn, inBins, merged } from './figures.rules.ts';
import { entriesAt } from './entries.read.server.ts';

/** The newest published figures of a stop, or the version asked for by its hash, with every correction there was. */
export async function figuresOfStop(db: Reader, stopId: string, hash: string | null = null) {
	const versions = await db
		.selectFrom('stop_figures')
		.select(['version', 'hash', 'reason', 'counted_at'])
		.where('stop_id', '=', stopId)
		.orderBy('version', 'desc')
		.execute();
	const wanted = hash ? versions.find((one) => one.hash.startsWith(hash)) : versions[0];
	if (!wanted) return null;
	const { figures } = await db
		.selectFrom('stop_figures')
		.select('figures')
		.where('stop_id', '=', stopId)
		.where('version', '=', wanted.version)
		.executeTakeFirstOrThrow();
	return { ...wanted, figures, versions };
}

/** The figures of a stop as they stand in the store now; of people no group below five. */
export async function countFigures(db: Reader, stopId: string, zone: string): Promise<Figures> {
	const [features, entries] = await Promise.all([featuresOf(db, stopId), entriesAt(db, stopId)]);
	const came = [...new Set(entries.flatMap(({ invitation_id }) => invitation_id ?? []))];
	const [rows, chances, asked] = await Promise.all([
		countApplications(db, stopId, { features, came }),
		chancesOf(db, stopId),
		askedIn(db, stopId)
	]);
	const arrivals = arrivalsIn(
		entries.filter(({ isOpen }) => isOpen),
		zone
	);
	const whole = rows.find(({ feature }) => feature === 'all');
	if (!whole || whole.counts[0] === 0) return { figures: [] };
	// A step that nobody has reached yet is not told.
	const flow = stages
		.map((key, nth) => ({ key, name: stageNames[nth]!, counts: [whole.counts[nth]!] }))
		.filter(({ counts }) => counts[0]! > 0);
	const figures: Figure[] = [{ key: 'flow', columns: ['people'], rows: flow }];
	for (const { key, options } of features) {
		const own = rows.filter(({ feature, value }) => feature === key && value !== null);
		const named = own.map(({ value, counts }) => ({
			...{ key: value!, name: options.get(value!) ?? { ko: value!, en: value! } },
			counts: [counts[0]!, counts[4]!, counts[6]!]
		}));
		if (named.length) figures.push({ key, columns: ['applied', 'invited', 'came'], rows: merged(named) });
	}
	if (chances.length) figures.push({ key: 'chances', columns: ['firms'], rows: inBins(chances) });
	if (arrivals.length) figures.push({ key: 'arrivals', columns: ['people'], rows: inBins(arrivals) });
	if (asked.length) figures.push({ key: 'questions', columns: ['asked', 'answered'], rows: asked });
	return { figures };
}

const stages = ['applied', 'reviewed', 'eligible', 'drawn', 'invited', 'accepted', 'came'] as const;
const stageNames: Words[] = [
	{ ko: '신청', en: 'Applied' },
	{ ko: '심사를 마침', en: 'Reviewed' },
	{ ko: '추첨에 오르거나 심사로 바로 선정', en: 'In the draw, or chosen by review' },
	{ ko: '선정', en: 'Drawn or chosen' },
	{ ko: '초청(예비 포함)', en: 'Invited, with reserves' },
	{ ko: '수락', en: 'Accepted' },
	{ ko: '참석', en: 'Came' }
];

type Feature = { key: string; options: Map<string, Words> };

/** By what the applications are told apart: the track, the region, the stage, where a call asks for them. */
async function featuresOf(db: Reader, stopId: string): Promise<Feature[]> {
	const [fields, tracks] = await Promise.all([
		db
			.selectFrom('fields')
			.innerJoin('calls', 'calls.id', 'call_id')
			.select(['key', 'options'])
			.where('stop_id', '=', stopId)
			.where('key', 'in', ['region', 'stage'])
			.where('is_feature', '=', true)
			.execute(),
		db
			.selectFrom('tracks')
			.innerJoin('calls', 'calls.id', 'call_id')
			.select(['tracks.id', 'name'])
			.where('stop_id', '=', stopId)
			.execute()
	]);
	const asked = ['region', 'stage'].flatMap((key): Feature[] => {
		const options = fields.filter((one) => one.key === key).flatMap((one) => one.options);
		return options.length ? [{ key, options: new Map(options.map(({ value, label }) => [value, label])) }] : [];
	});
	return [{ key: 'track', options: new Map(tracks.map(({ id, name }) => [id, name])) }, ...asked];
}

/** Counts all applications of a stop's calls once, by each feature and as a whole: one pass over them. */
async function countApplications(
	db: Reader,
	stopId: string,
	{ features, came }: { features: Feature[]; came: string[] }
) {
	const values = features.map(({ key }) => (key === 'track' ? sql`track_id::text` : sql`answers ->> ${key}`));
	const names = features.map((_, nth) => sql.ref(`f${nth}`));
	const columns = values.map((value, nth) => sql`${value} as ${names[nth]!}`);
	const sets = sql.join(names.map((name) => sql`(${name})`));
	const which = names.map((name, nth) => sql`when grouping(${name}) = 0 then ${sql.lit(features[nth]!.key)}`);
	const rows = await db
		.selectFrom(
			sql<{ feature: string; value: string | null; counts: number[] }>`(
				with invited as materialized (
					select invitations.application_id,
						(select reply from replies where invitation_id = invitations.id order by id desc limit 1) = 'accept' as accepted,
						invitations.id = any(${came}::uuid[]) as came
					from invitations join calls on calls.id = invitations.call_id where calls.stop_id = ${stopId}
				), lots_of as materialized (
					select lots.application_id, bool_or(lots.band = 'accept' or outcome = 'drawn') as drawn
					from lots join draws on draws.id = lots.draw_id and draws.tag = 'draw'
					join calls on calls.id = draws.call_id
					left join draw_outcomes on draw_outcomes.draw_id = lots.draw_id and draw_outcomes.lot = lots.lot
					where calls.stop_id = ${stopId} group by lots.application_id
				), reviewed as materialized (
					select distinct application_id from reviews where finished_at is not null
				), base as (
					select ${sql.join([...columns, sql`lots_of.application_id is not null as eligible`])},
						reviewed.application_id is not null as reviewed, coalesce(drawn, false) as drawn,
						invited.application_id is not null as invited, coalesce(accepted, false) as accepted, coalesce(came, false) as came
					from applications join calls on calls.id = applications.call_id
					left join invited on invited.application_id = applications.id
					left join lots_of on lots_of.application_id = applications.id
					left join reviewed on reviewed.application_id = applications.id
					where calls.stop_id = ${stopId} and submitted_at is not null and withdrawn_at is null and set_aside_at is null
				)
				select case ${sql.join(which, sql` `)} else 'all' end as feature, coalesce(${sql.join(names)}) as value,
					array[count(*), count(*) filter (where reviewed), count(*) filter (where eligible),
						count(*) filter (where drawn), count(*) filter (where invited), count(*) filter (where accepted),
						count(*) filter (where came)]::int[] as counts
				from base group by grouping sets ((), ${sets})
			)`.as('counted')
		)
		.selectAll()
		.orderBy(sql`counts[1]`, 'desc')
		.orderBy('value')
		.execute();
	return rows;
}

/** How many firms had which chance before the draw, from the sealed lots, from the lowest to the highest. */
async function chancesOf(db: Reader, stopId: string) {
	const rows = await db
		.selectFrom('lots')
		.innerJoin('draws', 'draws.id', 'lots.draw_id')
		.innerJoin('calls', 'calls.id', 'draws.call_id')
		.innerJoin('draw_results', 'draw_results.draw_id', 'draws.id')
		.select(({ fn }) => [
			sql<number>`round(100 * chance_num / chance_den, 1)`.as('percent'),
			fn.countAll<number>().as('count')
		])
		.where('stop_id', '=', stopId)
		.where('tag', '=', 'draw')
		.where('band', '=', 'draw')
		.groupBy('percent')
		.orderBy('percent')
		.execute();
	return rows.map(({ percent, count }) => ({ from: `${percent}%`, to: `${percent}%`, count }));
}

/** How many questions everybody could read in each segment of a stop's open sessions, and how many were answered. */
async function askedIn(db: Reader, stopId: string) {
	const rows = await db
		.selectFrom('questions')
		.innerJoin('open_sessions', 'open_sessions.session_id', 'questions.session_id')
		.innerJoin('segments', 'segments.id', 'questions.segment_id')
		.innerJoin('sessions', 'sessions.id', 'questions.session_id')
		.select(['segments.id', 'segments.title as name', 'sessions.starts_at', 'segments.position'])
		.select(({ fn }) => fn.countAll<number>().as('asked'))
		.select(sql<number>`(count(*) filter (where state in ('answered', 'archived')))::int`.as('answered'))
		.where('open_sessions.stop_id', '=', stopId)
		.where('state', 'in', ['approved', 'answering', 'answered', 'archived'])
		.groupBy(['segments.id', 'sessions.starts_at'])
		.orderBy('sessions.starts_at')
		.orderBy('segments.position')
		.execute();
	return rows.map(({ id, name, asked, answered }) => ({ key: id, name: name as Words, counts: [asked, answered] }));
}
