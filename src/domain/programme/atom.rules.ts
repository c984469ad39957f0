import { inWords, type Locale, type Words } from '#lib/words.ts';
import { escaped } from '#lib/xml.ts';
import { changeNames } from './names.rules.ts';
import type { ChangeKind } from './shown.rules.ts';

type Told = {
	title: string;
	url: string;
	locale: Locale;
	releases: { id: string; version: number; note: Words | null; released_at: Date }[];
	changes: { version: number; title: Words; change: ChangeKind }[];
};

/** One entry of a feed: what it is called, since when, where it is read, and its text. */
export type Entry = { id: string; title: string; updated: Date; link: string; text: string };

/** A feed as Atom (RFC 4287). `self` is its own address, `url` the page it is of. */
export function atomFeed(feed: { title: string; url: string; self: string; entries: Entry[] }): string {
	const entries = feed.entries.map(({ id, title, updated, link, text }) =>
		[
			`<entry><id>${escaped(id)}</id><title>${escaped(title)}</title>`,
			`<updated>${updated.toISOString()}</updated><link href="${escaped(link)}"/>`,
			`<content type="text">${escaped(text)}</content></entry>`
		].join('')
	);
	const newest = feed.entries.reduce((last, { updated }) => (updated > last ? updated : last), new Date(0));
	return [
		'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
		`<id>${escaped(feed.url)}</id><title>${escaped(feed.title)}</title><updated>${newest.toISOString()}</updated>`,
		`<author><name>Madang</name></author><link rel="self" href="${escaped(feed.self)}"/>`,
		...entries,
		'</feed>\n'
	].join('');
}

/** What has changed from release to release, as an Atom feed (RFC 4287): an entry for each release. */
export function changesFeed({ title, url, locale, releases, changes }: Told): string {
	const entries = releases.map(({ id, version, note, released_at }): Entry => {
		const own = changes.filter((change) => change.version === version);
		const lines = own.map((one) => `${inWords(one.title, locale)}: ${changeNames[one.change]!()}`);
		return {
			...{
				id: `urn:uuid:${id}`,
				title: `${title} v${version}`,
				updated: released_at,
				link: `${url}/changes#v${version}`
			},
			text: [inWords(note, locale), ...lines].filter(Boolean).join('\n')
		};
	});
	return atomFeed({ title, url, self: `${url}/changes.atom`, entries });
}
