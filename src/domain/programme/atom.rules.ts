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

/** What has changed from release to release, as an Atom feed (RFC 4287): an entry for each release. */
export function changesFeed({ title, url, locale, releases, changes }: Told): string {
	const entries = releases.map(({ id, version, note, released_at }) => {
		const own = changes.filter((change) => change.version === version);
		const lines = own.map((one) => `${inWords(one.title, locale)}: ${changeNames[one.change]!()}`);
		const text = [inWords(note, locale), ...lines].filter(Boolean).join('\n');
		return [
			`<entry><id>urn:uuid:${id}</id><title>${escaped(`${title} v${version}`)}</title>`,
			`<updated>${released_at.toISOString()}</updated><link href="${escaped(url)}/changes#v${version}"/>`,
			`<content type="text">${escaped(text)}</content></entry>`
		].join('');
	});
	const updated = (releases[0]?.released_at ?? new Date(0)).toISOString();
	return [
		'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
		`<id>${escaped(url)}</id><title>${escaped(title)}</title><updated>${updated}</updated>`,
		`<author><name>Madang</name></author><link rel="self" href="${escaped(url)}/changes.atom"/>`,
		...entries,
		'</feed>\n'
	].join('');
}
