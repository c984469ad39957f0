import { atomFeed } from '#domain/programme/atom.rules.ts';
import { publicRecords } from '#domain/records/article.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { baseUrl } from '#lib/settings.server.ts';
import { inWords } from '#lib/words.ts';

/** Every record the public can read, the one changed last first. */
export async function GET({ locals: { db, locale, arrivedAt } }) {
	const records = await publicRecords(reading(db), arrivedAt);
	const entries = records.map(({ stopId, slug, content, public_from, reason }) => ({
		...{ id: `urn:uuid:${stopId}`, title: inWords(content.title, locale), updated: public_from },
		link: `${baseUrl}/stops/${slug}/record?lang=${locale}`,
		text: [
			inWords(content.lead, locale),
			...(reason ? [`${m.record_corrected()}: ${inWords(reason, locale)}`] : [])
		].join('\n\n')
	}));
	const self = `${baseUrl}/records.atom?lang=${locale}`;
	const body = atomFeed({ title: m.record_feed_title(), url: `${baseUrl}/`, self, entries });
	return feedResponse(body, 'application/atom+xml; charset=utf-8');
}
