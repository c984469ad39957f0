import { c3vocOf } from '#domain/programme/voc.rules.ts';
import { feedOf } from '#domain/programme/feeds.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { baseUrl } from '#lib/settings.server.ts';

export async function GET({ params, locals: { db, locale } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const unplaced = m.programme_elsewhere();
	const { sessions, around } = await feedOf(reading(db), stop, { locale, baseUrl, unplaced });
	const takesPlace = sessions.filter(({ isCancelled }) => !isCancelled);
	return feedResponse(JSON.stringify(c3vocOf(takesPlace, around), null, 1), 'application/json; charset=utf-8');
}
