import type { Detail } from '#db/kinds.ts';
import type { Reader } from '#lib/db.server.ts';
import { inWords, type Locale } from '#lib/words.ts';
import { tourOf } from '#domain/tours/read.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import type { FeedAround, FeedSession } from './voc.rules.ts';
import type { CalendarSession } from './ical.rules.ts';
import type { PublicSession } from './public.rules.ts';
import { newestRelease, publicSessions, type Release } from './releases.read.server.ts';
import { sessionNotFound } from './rules.ts';
import type { ScheduleHead } from './schedule.rules.ts';

/** What a feed is made in: the reader's language, the address of the pages, and what a place not given is called. */
export type Feeding = { locale: Locale; baseUrl: string; unplaced: string };

/** A stop's newest release as feeds give it on. Refuses before the first. */
export async function feedOf(db: Reader, stop: Stop, feeding: Feeding) {
	const release = await newestRelease(db, stop.id);
	if (!release) throw sessionNotFound();
	const [tour, sessions, head] = await Promise.all([
		tourOf(db, stop),
		publicSessions(db, release.id, { withExtra: true }),
		headOf(db, stop.id, release)
	]);
	const { locale, baseUrl } = feeding;
	const around: FeedAround & { place: string } = {
		...{ version: String(release.version), zone: stop.time_zone, first: stop.starts_on, last: stop.ends_on, head },
		title: `${inWords(tour.title, locale)}: ${inWords(stop.city, locale)}`,
		acronym: `madang_${stop.slug.replaceAll('-', '_')}`,
		url: `${baseUrl}/stops/${stop.slug}/programme`,
		place: [stop.hall, stop.address, stop.city]
			.map((part) => inWords(part, locale))
			.filter(Boolean)
			.join(', ')
	};
	return { release, around, sessions: sessions.map((one) => feedSession(one, stop, feeding)) };
}

// What the file taken in last said of the whole, if that was before the release: a draft tells nothing.
async function headOf(db: Reader, stopId: string, release: Release): Promise<ScheduleHead | null> {
	const row = await db
		.selectFrom('schedules')
		.select('head')
		.where('stop_id', '=', stopId)
		.where('entered_at', '<=', release.released_at)
		.orderBy('entered_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	return (row?.head ?? null) as ScheduleHead | null;
}

function feedSession(one: PublicSession, stop: Stop, { locale, baseUrl, unplaced }: Feeding): CalendarSession {
	const { shown } = one;
	const base = `${baseUrl}/stops/${stop.slug}/programme`;
	const speakers = new Map(shown.speakers.map(({ id, name }) => [id, { id, name: inWords(name, locale) }]));
	return {
		...{ guid: shown.guid, number: shown.number, from: one.from, to: one.to, title: inWords(shown.title, locale) },
		roomGuid: shown.hall?.id ?? stop.id,
		...{ room: shown.hall ? inWords(shown.hall.name, locale) : unplaced, about: inWords(shown.about, locale) },
		slug: shown.slug ?? `${stop.slug}-${shown.number}`,
		url: shown.slug ? `${base}/${shown.slug}` : base,
		...{ language: locale, speakers: [...speakers.values()], isUnrecorded: one.recording === 'refused' },
		...{ kept: keptIn(shown.extra), sequence: one.sequence, isCancelled: shown.cancelled }
	};
}

const keptIn = (extra: Detail | null) => extra as FeedSession['kept'];
