import type { Reader } from '#lib/db.server.ts';
import { tourOf } from '#domain/tours/read.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import type { Locale, Words } from '#lib/words.ts';
import { publicEdition, publicEditions } from './article.read.server.ts';
import type { Article } from './article.rules.ts';
import { draftOf } from './draft.rules.ts';
import { readingOf, type Place, type Reading } from './page.rules.ts';
import { partsOf } from './parts.read.server.ts';
import { publicQuotes } from './quotes.read.server.ts';
import { termsOf } from './terms.read.server.ts';

/** What is around a stop's record at an instant: where it was, the tour's words, all parts, and its draw. */
export async function aroundRecord(db: Reader, stop: Stop, at: Date) {
	const [tour, terms, parts] = await Promise.all([tourOf(db, stop), termsOf(db, stop.tour_id), partsOf(db, stop, at)]);
	const place: Place = {
		...{ slug: stop.slug, city: stop.city, country: stop.country, zone: stop.time_zone },
		tour: { slug: tour.slug, title: tour.title }
	};
	return { place, terms: terms.map(({ host_id: _, ...term }) => term), parts, drawId: parts.draw?.id ?? null };
}

type Asked = { at: Date; edition?: number };

/** A stop's record as the public reads it at an instant, in a language. Refuses what is not public as not there. */
export async function recordPage(db: Reader, stop: Stop, locale: Locale, { at, edition }: Asked): Promise<Reading> {
	const { content, edition: last } = await publicEdition(db, stop.id, { at, edition });
	const [rest, editions] = await Promise.all([aroundRecord(db, stop, at), publicEditions(db, stop.id, at)]);
	const made = { ...rest, article: content, editions: editions.filter((one) => one.edition <= last) };
	return readingOf(made, locale);
}

/** The same of an article that is still being written, for its organisers. */
export async function previewPage(
	db: Reader,
	stop: Stop,
	locale: Locale,
	{ at, article }: { at: Date; article: Article }
) {
	return readingOf({ ...(await aroundRecord(db, stop, at)), article, editions: [] }, locale);
}

/** Who invites to a stop, by name; nobody where it still looks for its host. */
export async function hostOf(db: Reader, stop: Pick<Stop, 'host_id'>): Promise<Words> {
	const host = await db.selectFrom('hosts').select('name').where('id', '=', stop.host_id).executeTakeFirst();
	return host?.name ?? { ko: '', en: '' };
}

/** An article begun from what is known of a stop by now. */
export async function draftFor(db: Reader, stop: Stop, at: Date): Promise<Article> {
	const [{ place, parts }, host] = await Promise.all([aroundRecord(db, stop, at), hostOf(db, stop)]);
	return draftOf({ place, parts, host, days: [stop.starts_on, stop.ends_on], nth: stop.position });
}

/** The approved quotes an author may put into a text. */
export async function quotesFor(db: Reader, stop: Stop, at: Date) {
	const quotes = await publicQuotes(db, stop.id, at);
	return quotes.map(({ id, text, speaker }) => ({ id, text, speaker }));
}
