import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { publicRecords } from './article.read.server.ts';
import type { PublicPage } from './sitemap.rules.ts';

/** Every page that anybody may read and find: none of a draft, of a private session, of a person. */
export async function publicPages(db: Reader, at: Date): Promise<PublicPage[]> {
	const [tours, calls, draws, stops, sessions, records, terms] = await Promise.all([
		db.selectFrom('tours').select(['slug', hostsOfTour]).orderBy('slug').execute(),
		db
			.selectFrom('calls')
			.select(['slug', 'host_id', 'published_at'])
			.where('published_at', '<=', at)
			.orderBy('slug')
			.execute(),
		db
			.selectFrom('draws')
			.innerJoin('seals', 'seals.draw_id', 'draws.id')
			.innerJoin('calls', 'calls.id', 'draws.call_id')
			.select(['draws.slug', 'sealed_at', 'host_id'])
			.where('tag', '=', 'draw')
			.orderBy('draws.slug')
			.execute(),
		db
			.selectFrom('stops')
			.innerJoin('releases', 'releases.stop_id', 'stops.id')
			.select(({ fn }) => ['slug', 'host_id', fn.max('released_at').as('changedAt')])
			.groupBy(['slug', 'host_id'])
			.orderBy('slug')
			.execute(),
		newestSessions(db),
		publicRecords(db, at),
		db
			.selectFrom('tours')
			.innerJoin('glossary_terms', 'tour_id', 'tours.id')
			.select(({ fn }) => ['slug', hostsOfTour, fn.max('written_at').as('changedAt')])
			.where('removed_at', 'is', null)
			.groupBy(['slug', 'tours.id'])
			.execute()
	]);
	return [
		{ path: '/', hosts: [] },
		...tours.map(({ slug, hosts }) => ({ path: `/tours/${slug}`, hosts })),
		...calls.map(({ slug, published_at, ...of }) => ({ path: `/calls/${slug}`, ...by(of), changedAt: published_at! })),
		...draws.map(({ slug, sealed_at, ...of }) => ({ path: `/draws/${slug}`, ...by(of), changedAt: sealed_at })),
		...stops.map(({ slug, changedAt, ...of }) => ({ path: `/stops/${slug}/programme`, ...by(of), changedAt })),
		...sessions.map(({ stop, slug, ...of }) => ({ path: `/stops/${stop}/programme/${slug}`, ...by(of) })),
		...records.map(({ slug, public_from, ...of }) => ({
			...{ path: `/stops/${slug}/record`, ...by(of), changedAt: public_from }
		})),
		...terms.map(({ slug, hosts, changedAt }) => ({ path: `/tours/${slug}/terms`, hosts, changedAt }))
	];
}

const by = ({ host_id }: { host_id: string | null }) => ({ hosts: host_id ? [host_id] : [] });

const hostsOfTour = sql<string[]>`array(
	select distinct host_id from stops where stops.tour_id = tours.id and host_id is not null order by host_id
)`.as('hosts');

// What the newest release of each stop shows the public, and by an address of its own.
function newestSessions(db: Reader) {
	return db
		.selectFrom('told_sessions')
		.innerJoin('releases', 'releases.id', 'told_sessions.release_id')
		.innerJoin('stops', 'stops.id', 'releases.stop_id')
		.select(['stops.slug as stop', 'stops.host_id', sql<string>`shown ->> 'slug'`.as('slug')])
		.where('is_masked', '=', false)
		.where(
			'releases.version',
			'=',
			sql<number>`(select max(version) from releases newest where newest.stop_id = releases.stop_id)`
		)
		.orderBy('stops.slug')
		.orderBy(sql`shown ->> 'slug'`)
		.execute();
}
