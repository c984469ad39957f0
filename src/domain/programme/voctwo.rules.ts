import type { Detail } from '#db/kinds.ts';
import { minutesBetween } from './minutes.rules.ts';
import { asDuration, type Schedule, type ScheduleEvent } from './schedule.rules.ts';
import { feedDays, localInstant, roomsIn, type FeedAround, type FeedSession } from './voc.rules.ts';

type InLanguages = string | Record<string, string | null> | null | undefined;
type Room = { guid: string; name?: string | undefined };
type EventTwo = { guid?: string | undefined; start: string; end: string; title: string; room?: Room | undefined } & {
	abstract?: InLanguages;
	description?: InLanguages;
	participants?: { name: string }[] | undefined;
} & Detail;
type DayTwo = { index: number; date: string; start: string; end: string };
type ConferenceTwo = { title: string; rooms: Room[]; days: DayTwo[] } & Detail;
type FileTwo = { schedule: { conference: ConferenceTwo; events: EventTwo[] } & Detail };

/** A file in the second version of c3voc's JSON, known to be one, as we read it. */
export function scheduleFromTwo({ schedule }: FileTwo, guidFor: (name: string) => string): Schedule {
	const { conference, events: all, ...top } = schedule;
	const names = new Map(conference.rooms.map(({ guid, name }) => [guid, name]));
	const events = all.map((origin, nth): ScheduleEvent => {
		const room = origin.room?.name ?? names.get(origin.room?.guid ?? '') ?? '';
		const from = new Date(origin.start);
		const guid = origin.guid?.toLowerCase() ?? guidFor(`${origin.start} ${origin.title}`);
		const day = conference.days.findIndex(({ start, end }) => from >= new Date(start) && from < new Date(end));
		return {
			...{ guid, from, minutes: minutesBetween(from, new Date(origin.end)), room, title: origin.title },
			...{ about: aboutOf(origin), persons: personsOf(origin), day, nth, raw: inVersionOne(origin, guid, room), origin }
		};
	});
	const days = conference.days.map(({ index, date, start, end }) => ({
		...{ index, date, day_start: start, day_end: end },
		rooms: roomsIn(events.filter(({ day }) => conference.days[day]?.index === index))
	}));
	const head = { format: 'c3voc2' as const, top, conference: conference as Detail, days };
	return { format: 'c3voc2', title: conference.title, events, rooms: roomsIn(events), head };
}

// One text of several languages: English, else the first there is.
function textOf(said: InLanguages): string {
	if (said === null || said === undefined || typeof said === 'string') return said ?? '';
	return said.en ?? Object.values(said).find(Boolean) ?? '';
}

const aboutOf = (origin: EventTwo) => textOf(origin.description) || textOf(origin.abstract);
const personsOf = ({ participants }: EventTwo) => (participants ?? []).map(({ name }) => name);

// The same in the words of the first version, in which the other feeds give it on.
function inVersionOne(origin: EventTwo, guid: string, room: string): Detail {
	const { code, url, slug, subtitle, language, type, links, participants, start, end } = origin;
	return {
		...{
			guid,
			code,
			url,
			slug,
			subtitle,
			language,
			type,
			room,
			links: linksOf(links),
			date: start,
			title: origin.title
		},
		...{ duration: asDuration(minutesBetween(new Date(start), new Date(end))), description: aboutOf(origin) },
		...{ abstract: textOf(origin.abstract), persons: participants ?? [] }
	};
}

// What a link is, where the first version has a word for it.
const linkKinds = ['slides', 'paper', 'web', 'blog', 'article', 'media', 'related', 'activitypub'];

function linksOf(links: unknown): Detail[] | undefined {
	return (links as { type?: string; url: string; title?: string }[] | undefined)?.map(({ type, url, title }) => {
		const kind = type?.toLowerCase() ?? '';
		return { url, title: title ?? url, ...(linkKinds.includes(kind) ? { type: kind } : {}) };
	});
}

/** The programme in the second version of c3voc's JSON. What a file of that version said stands while it is still so. */
export function vocTwoOf(sessions: FeedSession[], around: FeedAround): Detail {
	const head = around.head?.format === 'c3voc2' ? around.head : null;
	const kept = (head?.conference.days ?? []) as { date: string }[];
	const days = feedDays(sessions, around)
		.filter(({ date }) => !kept.some((day) => day.date === date))
		.map(({ index, date, day_start: start, day_end: end }) => ({ index, date, start, end }));
	const own = {
		...{ acronym: around.acronym, title: around.title, time_zone_name: around.zone, url: around.url },
		...{ start: days[0]?.start ?? `${around.first}T00:00:00Z`, end: days.at(-1)?.end ?? `${around.last}T00:00:00Z` }
	};
	return {
		...(head ? {} : { generator: { name: 'Madang' } }),
		schedule: {
			...head?.top,
			version: around.version,
			conference: { ...(head?.conference ?? { ...own, rooms: roomsOf(sessions) }), days: [...kept, ...days] },
			events: inFileOrder(sessions).map((one) => eventTwo(one, around))
		}
	};
}

const inFileOrder = (sessions: FeedSession[]) =>
	sessions.toSorted(
		(one, other) => (one.kept?.nth ?? Infinity) - (other.kept?.nth ?? Infinity) || +one.from - +other.from
	);

const roomsOf = (sessions: FeedSession[]) => [
	...new Map(sessions.map(({ room, roomGuid }) => [room, { name: room, guid: roomGuid }])).values()
];

function eventTwo(one: FeedSession, { zone }: FeedAround): Detail {
	const own: Detail = {
		...{ guid: one.guid, start: localInstant(one.from, zone), end: localInstant(one.to, zone), slug: one.slug },
		...{ room: { name: one.room, guid: one.roomGuid }, url: one.url, title: one.title, subtitle: null, type: 'OTHER' },
		...{ language: one.language, track: { slug: 'programme' }, abstract: '', description: one.about, links: [] },
		participants: one.speakers.map(({ id, name }) => ({ guid: id, name }))
	};
	const said = one.kept?.origin as EventTwo | undefined;
	if (!said?.start || !said.end) return own;
	const event: Detail = { ...said };
	const change = (isSame: boolean, ...names: string[]) => isSame || names.forEach((name) => (event[name] = own[name]));
	change(+new Date(said.start) === +one.from, 'start');
	change(Math.max(+new Date(said.end), +one.from + 60_000) === +one.to, 'end');
	change(roomIn(one) === one.room.trim(), 'room');
	change(said.title.trim() === one.title.trim(), 'title');
	change(aboutOf(said).trim() === one.about.trim(), 'description');
	change(String([...new Set(personsOf(said))]) === String(one.speakers.map(({ name }) => name)), 'participants');
	return event;
}

const roomIn = ({ kept }: FeedSession) => String(kept?.raw.room).trim();
