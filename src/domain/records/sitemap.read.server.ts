import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { publicRecords } from './article.read.server.ts';
import type { PublicPage } from './sitemap.rules.ts';

/** Every page that anybody may read and find: none of a draft, of a private session, of a person. */
export async function publicPages(db: Reader, at: Date): Promise<PublicPage[]> {
	const [tours, calls, draws, stops, sessions, records, terms] = await Promise.all([
		db.selectFrom('tours').select('slug').orderBy('slug').execute(),
		db.selectFrom('calls').select(['slug', 'published_at']).where('published_at', '<=', at).orderBy('slug').execute(),
		db
			.selectFrom('draws')
			.innerJoin('seals', 'seals.draw_id', 'draws.id')
			.select(['slug', 'sealed_at'])
			.where('tag', '=', 'draw')
			.orderBy('slug')
			.execute(),
		db
			.selectFrom('stops')
			.innerJoin('releases', 'releases.stop_id', 'stops.id')
			.select(({ fn }) => ['slug', fn.max('released_at').as('changedAt')])
			.groupBy('slug')
			.orderBy('slug')
			.execute(),
		newestSessions(db),
		publicRecords(db, at),
		db
			.selectFrom('tours')
			.innerJoin('glossary_terms', 'tour_id', 'tours.id')
			.select(({ fn }) => ['slug', fn.max('written_at').as('changedAt')])
			.where('removed_at', 'is', null)
			.groupBy('slug')
			.execute()
	]);
	return [
		{ path: '/' },
		...tours.map(({ slug }) => ({ path: `/tours/${slug}` })),
		...calls.map(({ slug, published_at }) => ({ path: `/calls/${slug}`, changedAt: published_at! })),
		...draws.map(({ slug, sealed_at }) => ({ path: `/draws/${slug}`, changedAt: sealed_at })),
		...stops.map(({ slug, changedAt }) => ({ path: `/stops/${slug}/programme`, changedAt })),
		...sessions.map(({ stop, slug }) => ({ path: `/stops/${stop}/programme/${slug}` })),
		...records.map(({ slug, public_from }) => ({ path: `/stops/${slug}/record`, changedAt: public_from })),
		...terms.map(({ slug, changedAt }) => ({ path: `/tours/${slug}/terms`, changedAt }))
	];
}

// What the newest release of each stop shows the public, and by an address of its own.
function newestSessions(db: Reader) {
	return db
		.selectFrom('told_sessions')
		.innerJoin('releases', 'releases.id', 'told_sessions.release_id')
		.innerJoin('stops', 'stops.id', 'releases.stop_id')
		.select(['stops.slug as stop', sql<string>`shown ->> 'slug'`.as('slug')])
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
