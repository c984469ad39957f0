import { atomFeed } from '#domain/programme/atom.rules.ts';
import { promisesOfStop } from '#domain/records/promises.read.server.ts';
import { promiseEntries } from '#domain/records/standings.rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords } from '#lib/words.ts';

export async function GET({ params, locals: { db, locale, arrivedAt, site } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const promises = await promisesOfStop(reading(db), stop.id, arrivedAt);
	const url = `${site}/stops/${stop.slug}/promises`;
	const entries = promiseEntries(promises, url, locale);
	const title = m.promises_title({ city: inWords(stop.city, locale) });
	return feedResponse(atomFeed({ title, url, self: `${url}.atom`, entries }), 'application/atom+xml; charset=utf-8');
}
