import { publicPages } from '#domain/records/sitemap.read.server.ts';
import { sitemapOf } from '#domain/records/sitemap.rules.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';
import { baseUrl } from '#lib/settings.server.ts';

export async function GET({ locals: { db, arrivedAt } }) {
	const pages = await publicPages(reading(db), arrivedAt);
	return feedResponse(sitemapOf(pages, baseUrl), 'application/xml; charset=utf-8');
}
