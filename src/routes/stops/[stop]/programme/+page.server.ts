import { daysOf, dayOf, dayToShow, nowAndNext } from '#domain/programme/public.rules.ts';
import { newestRelease, publicSessions } from '#domain/programme/releases.read.server.ts';
import { hasPublicRecord } from '#domain/records/article.read.server.ts';
import { stopInTour } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, arrivedAt } }) {
	const stop = await stopInTour(reading(db), params.stop);
	const [release, hasRecord] = await Promise.all([
		newestRelease(reading(db), stop.id),
		hasPublicRecord(reading(db), stop.id, arrivedAt)
	]);
	const all = release ? await publicSessions(reading(db), release.id) : [];
	const days = daysOf(all, stop.time_zone);
	const day = dayToShow(days, { asked: url.searchParams.get('day'), now: arrivedAt, zone: stop.time_zone });
	const brief = all.map((session) => ({ ...session, shown: { ...session.shown, about: null } }));
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		tour: { slug: stop.tourSlug, title: stop.tourTitle },
		release: release && { version: release.version, note: release.note, released_at: release.released_at },
		...{ days, day, now: arrivedAt, hasRecord },
		sessions: brief.filter(({ startsAt }) => dayOf(startsAt, stop.time_zone) === day),
		running: nowAndNext(brief, arrivedAt)
	};
}
