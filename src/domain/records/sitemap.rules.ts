import { locales } from '#lib/words.ts';
import { escaped } from '#lib/xml.ts';

/** A page anybody may read, whose it is, and when it changed last where that is known. */
export type PublicPage = { path: string; hosts: string[]; changedAt?: Date };

/** Pages for search engines (sitemaps.org, with the language versions of each as Google reads them). */
export function sitemapOf(pages: PublicPage[], baseUrl: string): string {
	const entries = pages.map(({ path, changedAt }) => {
		const inLanguage = (locale: string) => escaped(`${baseUrl}${path}?lang=${locale}`);
		const links = locales.map(
			(locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${inLanguage(locale)}"/>`
		);
		const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : '';
		return `<url><loc>${escaped(baseUrl + path)}</loc>${changed}${links.join('')}</url>`;
	});
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
		...entries,
		'</urlset>\n'
	].join('\n');
}
