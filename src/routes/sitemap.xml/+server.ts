import { publicPages } from '#domain/records/sitemap.read.server.ts';
import { sitemapOf } from '#domain/records/sitemap.rules.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';

export async function GET({ locals: { db, arrivedAt, site, siteOf } }) {
	const all = await publicPages(reading(db), arrivedAt);
	// A page is named where it is at home: of several hosts, at the installation's address.
	const pages = all.filter(({ path, hosts }) => path === '/' || siteOf(hosts.length === 1 ? hosts[0]! : null) === site);
	return feedResponse(sitemapOf(pages, site), 'application/xml; charset=utf-8');
}
