import type { Detail } from '#db/kinds.ts';
import { clockIn } from '#lib/zone.ts';
import { after } from './minutes.rules.ts';
import {
	asDuration,
	minutesOf,
	type Schedule,
	type ScheduleDay,
	type ScheduleEvent,
	type ScheduleHead
} from './schedule.rules.ts';

type Raw = { guid: string; date: string; duration: string; room: string; title: string } & Record<string, unknown>;
type RawDay = { index: number; date: string; day_start?: string; day_end: string; rooms: Record<string, Raw[]> };
type File = { schedule: { conference: { title: string; days: RawDay[] } & Detail } & Detail };

/** A file in the JSON of c3voc, known to be one, as we read it. */
export function scheduleFrom({ schedule: { conference, ...top } }: File): Schedule {
	const { days, ...rest } = conference;
	const events = days.flatMap(({ rooms }, day) =>
		Object.values(rooms).flatMap((list) => list.map((raw, nth) => eventFrom(raw, day, nth)))
	);
	const head: ScheduleHead = {
		...{ format: 'c3voc', top, conference: rest },
		days: days.map(({ rooms, ...day }) => ({ ...day, rooms: Object.keys(rooms) }))
	};
	return { format: 'c3voc', title: conference.title, events, rooms: roomsIn(events), head };
}

/** One event, of which `raw` says all there is. */
export function eventFrom(raw: Raw, day: number, nth: number): ScheduleEvent {
	return {
		...{ guid: raw.guid.toLowerCase(), from: new Date(raw.date), minutes: minutesOf(raw.duration), room: raw.room },
		...{ title: raw.title, about: aboutOf(raw), persons: personsOf(raw), day, nth, raw }
	};
}

/** The rooms in which something is, in the order they are first named. */
export const roomsIn = (events: { room: string }[]) => [...new Set(events.map(({ room }) => room))];

const aboutOf = (raw: Detail) => String(raw.description || raw.abstract || '');

type RawPerson = { name?: string | null; public_name?: string | null; full_public_name?: string | null };
const nameOf = ({ public_name, name, full_public_name }: RawPerson) => public_name ?? name ?? full_public_name ?? '';
const personsOf = (raw: Detail): string[] => ((raw.persons ?? []) as RawPerson[]).map(nameOf);

/** A session as a feed gives it on. */
export type FeedSession = {
	guid: string;
	number: number;
	from: Date;
	to: Date;
	room: string;
	roomGuid: string;
	title: string;
	about: string;
	slug: string;
	url: string;
	language: string;
	speakers: { id: string; name: string }[];
	/** Whether somebody in it has said they may not be recorded. */
	isUnrecorded: boolean;
	/** What a file said of it, and where in the file it stood. */
	kept: { raw: Detail; day: number; nth: number; origin?: Detail } | null;
};

export type FeedAround = {
	version: string;
	title: string;
	acronym: string;
	url: string;
	zone: string;
	first: string;
	last: string;
	head: ScheduleHead | null;
};

/** An instant with the zone's offset, as feeds write it. */
export function localInstant(at: Date, zone: string): string {
	const { day, time } = clockIn(zone, at);
	const seconds = String(at.getUTCSeconds()).padStart(2, '0');
	const local = Date.parse(`${day}T${time}:${seconds}Z`);
	const offset = Math.round((local - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
	return `${day}T${time}:${seconds}${offset < 0 ? '-' : '+'}${asDuration(Math.abs(offset))}`;
}

/**
 * One event for a feed. What a file once said stands as long as it still says the same: where the session has been
 * changed since, what we know takes its place.
 */
export function feedEvent(one: FeedSession, zone: string): Detail {
	const minutes = Math.round((one.to.getTime() - one.from.getTime()) / 60_000);
	const own: Detail = {
		...{ guid: one.guid, id: one.number, logo: '', date: localInstant(one.from, zone) },
		...{
			start: clockIn(zone, one.from).time,
			duration: asDuration(minutes),
			room: one.room,
			slug: one.slug,
			url: one.url
		},
		...{
			title: one.title,
			subtitle: '',
			track: '',
			type: '',
			language: one.language,
			abstract: '',
			description: one.about
		},
		...{ do_not_record: one.isUnrecorded, persons: one.speakers.map(({ id, name }) => ({ guid: id, name })), links: [] }
	};
	if (!one.kept) return own;
	const { raw, origin } = one.kept;
	// A file in another format does not say all that this one asks for.
	const event: Detail = origin ? { ...own, ...raw } : { ...raw };
	const change = (...names: string[]) => names.forEach((name) => (event[name] = own[name]));
	if (new Date(String(raw.date)).getTime() !== one.from.getTime()) change('date', 'start');
	if (Math.max(1, minutesOf(String(raw.duration))) !== minutes) change('duration');
	if (String(raw.room).trim() !== one.room.trim()) change('room');
	if (String(raw.title).trim() !== one.title.trim()) change('title');
	if (aboutOf(raw).trim() !== one.about.trim()) change('description');
	const names = [...new Set(personsOf(raw).map((name) => name.trim()))];
	if (JSON.stringify(names) !== JSON.stringify(one.speakers.map(({ name }) => name.trim()))) change('persons');
	if (one.isUnrecorded) change('do_not_record');
	return event;
}

export type FeedDay = ScheduleDay & { day_start: string; events: { room: string; event: Detail }[] };

/** The days of a feed with their rooms and events: those a file had, and those that were added since. */
export function feedDays(sessions: FeedSession[], { zone, head }: FeedAround): FeedDay[] {
	const days: FeedDay[] = (head?.days ?? []).map((day) => ({
		...day,
		...{ day_start: day.day_start ?? localInstant(new Date(`${day.date}T00:00:00${offsetOf(day.day_end)}`), zone) },
		events: []
	}));
	const sorted = [...sessions].sort((a, b) => +a.from - +b.from || (a.kept?.nth ?? 0) - (b.kept?.nth ?? 0));
	for (const one of sorted) {
		const day = dayFor(one, days, zone);
		day.events.push({ room: one.room, event: feedEvent(one, zone) });
		if (!day.rooms.includes(one.room)) day.rooms.push(one.room);
	}
	return days.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.index - b.index)).map(numbered);
}

const offsetOf = (instant: string) => /(Z|[+-]\d\d:?\d\d)$/.exec(instant)?.[0] ?? 'Z';
const numbered = (day: FeedDay, at: number, all: FeedDay[]) =>
	all.some(({ index }) => index <= 0 || !Number.isInteger(index)) ? { ...day, index: at + 1 } : day;

function dayFor(one: FeedSession, days: FeedDay[], zone: string): FeedDay {
	const kept =
		one.kept && new Date(String(one.kept.raw.date)).getTime() === one.from.getTime() ? days[one.kept.day] : undefined;
	const [at, date] = [one.from.getTime(), clockIn(zone, new Date(one.from.getTime() - 4 * 3_600_000)).day];
	const found =
		kept ??
		days.find(({ day_start, day_end }) => Date.parse(day_start) <= at && at < Date.parse(day_end)) ??
		days.find((day) => day.date === date);
	if (found) return found;
	const start = new Date(at - ((at - Date.parse(`${date}T00:00:00Z`)) % 86_400_000));
	const midnight = localMidnight(date, zone, start);
	const fresh = {
		...{ index: -1, date, rooms: [], events: [] },
		...{ day_start: localInstant(midnight, zone), day_end: localInstant(after(midnight, 28 * 60 - 1), zone) }
	};
	days.push(fresh);
	return fresh;
}

// The day's own midnight in the zone, found from an instant within a day of it.
function localMidnight(date: string, zone: string, near: Date): Date {
	const { day, time } = clockIn(zone, near);
	const [hours, minutes] = time.split(':').map(Number);
	const back = (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / 60_000 + hours! * 60 + minutes!;
	return after(near, -back);
}

/** The programme in the JSON of c3voc. */
export function c3vocOf(sessions: FeedSession[], around: FeedAround): Detail {
	const days = feedDays(sessions, around);
	const { head } = around;
	const own: Detail = {
		...{ acronym: around.acronym, title: around.title, start: around.first, end: around.last },
		...{ daysCount: days.length, timeslot_duration: '00:05', time_zone_name: around.zone, url: around.url }
	};
	const conference = head?.format === 'c3voc' ? { ...head.conference } : own;
	return {
		...(head?.format === 'c3voc' ? {} : { generator: { name: 'Madang' } }),
		schedule: {
			...(head?.format === 'c3voc' ? head.top : {}),
			version: around.version,
			conference: { ...conference, days: days.map(dayOut) }
		}
	};
}

function dayOut({ events, rooms, ...day }: FeedDay): Detail {
	const byRoom = rooms.map((room) => [room, events.filter((one) => one.room === room).map(({ event }) => event)]);
	return { ...day, rooms: Object.fromEntries(byRoom) };
}
