import { feedOf } from '#domain/programme/feeds.read.server.ts';
import { frabOf } from '#domain/programme/frab.rules.ts';
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
	return feedResponse(frabOf(takesPlace, around), 'application/xml; charset=utf-8');
}
