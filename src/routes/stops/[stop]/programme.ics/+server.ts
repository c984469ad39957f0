import { feedOf } from '#domain/programme/feeds.read.server.ts';
import { programmeCalendar } from '#domain/programme/ical.rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';

export async function GET({ params, locals: { db, locale, site } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const { sessions, around, release } = await feedOf(reading(db), stop, { locale, baseUrl: site, unplaced: '' });
	const body = programmeCalendar(sessions, around, release.released_at);
	return feedResponse(body, 'text/calendar; charset=utf-8', `${stop.slug}.ics`);
}
