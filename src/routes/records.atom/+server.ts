import { atomFeed } from '#domain/programme/atom.rules.ts';
import { publicRecords } from '#domain/records/article.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords } from '#lib/words.ts';

/** Every record the public can read, the one changed last first. */
export async function GET({ locals: { db, locale, arrivedAt, site, siteOf, atHostId } }) {
	const records = (await publicRecords(reading(db), arrivedAt)).filter(
		({ host_id }) => !atHostId || host_id === atHostId
	);
	const entries = records.map(({ stopId, slug, host_id, content, public_from, reason }) => ({
		...{ id: `urn:uuid:${stopId}`, title: inWords(content.title, locale), updated: public_from },
		link: `${siteOf(host_id)}/stops/${slug}/record?lang=${locale}`,
		text: [
			inWords(content.lead, locale),
			...(reason ? [`${m.record_corrected()}: ${inWords(reason, locale)}`] : [])
		].join('\n\n')
	}));
	const self = `${site}/records.atom?lang=${locale}`;
	const body = atomFeed({ title: m.record_feed_title(), url: `${site}/`, self, entries });
	return feedResponse(body, 'application/atom+xml; charset=utf-8');
}
