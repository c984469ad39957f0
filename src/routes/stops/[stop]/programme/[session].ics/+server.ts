import { feedOf } from '#domain/programme/feeds.read.server.ts';
import { programmeCalendar } from '#domain/programme/ical.rules.ts';
import { publicSession } from '#domain/programme/releases.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';

export async function GET({ params, locals: { db, locale, site } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const { shown } = await publicSession(reading(db), stop.id, params.session);
	const { sessions, around, release } = await feedOf(reading(db), stop, { locale, baseUrl: site, unplaced: '' });
	const own = sessions.filter(({ guid }) => guid === shown.guid);
	const body = programmeCalendar(own, around, release.released_at);
	return feedResponse(body, 'text/calendar; charset=utf-8', `${params.session}.ics`);
}
