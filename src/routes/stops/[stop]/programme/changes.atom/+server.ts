import { changesFeed } from '#domain/programme/atom.rules.ts';
import { publicChanges, releasesOf } from '#domain/programme/releases.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords } from '#lib/words.ts';

export async function GET({ params, locals: { db, locale, site } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const [releases, changes] = await Promise.all([
		releasesOf(reading(db), stop.id),
		publicChanges(reading(db), stop.id)
	]);
	const title = m.programme_title({ city: inWords(stop.city, locale) });
	const url = `${site}/stops/${stop.slug}/programme`;
	const body = changesFeed({ title, url, locale, releases, changes });
	return feedResponse(body, 'application/atom+xml; charset=utf-8');
}
