import type { Detail } from '#db/kinds.ts';
import { instantIn } from '#lib/instants.ts';
import { clockIn } from '#lib/zone.ts';
import { minutesBetween } from './minutes.rules.ts';
import { asDuration, type Schedule, type ScheduleEvent } from './schedule.rules.ts';
import { localInstant, roomsIn, type FeedAround, type FeedSession } from './voc.rules.ts';

type ListItem = { id: number; title: string; venue: string; start_date: string; end_date: string } & {
	source?: string | undefined;
	description?: string | null | undefined;
	speaker?: string | null | undefined;
} & Detail;

type Reading = { zone: string; guidFor: (name: string) => string };

/** A plain list of events, known to be one, as we read it. */
export function scheduleFromList(items: ListItem[], { zone, guidFor }: Reading): Schedule {
	const events = items.map((origin, nth): ScheduleEvent => {
		const from = instantOf(origin.start_date, zone)!;
		const minutes = minutesBetween(from, instantOf(origin.end_date, zone)!);
		const guid = guidFor(`list ${origin.source ?? ''} ${origin.id}`);
		const persons = [origin.speaker?.trim() ?? ''].filter(Boolean);
		const told = { title: origin.title, room: origin.venue };
		const raw = {
			...(origin.id > 0 ? { id: origin.id } : {}),
			...{ guid, date: localInstant(from, zone), duration: asDuration(minutes), ...told },
			...{ description: origin.description ?? '', persons: persons.map((name) => ({ name })) }
		};
		return { guid, from, minutes, ...told, about: origin.description ?? '', persons, day: -1, nth, raw, origin };
	});
	const head = { format: 'list' as const, top: {}, conference: {}, days: [] };
	return { format: 'list', title: '', events, rooms: roomsIn(events), head };
}

/** The instant of a list's local time, or null where there is none. */
export function instantOf(clock: string, zone: string): Date | null {
	const [day = '', time = ''] = clock.split(' ');
	const minute = instantIn(zone, day, time.slice(0, 5));
	return minute && new Date(minute.getTime() + Number(time.slice(6)) * 1000);
}

/** The programme as a plain list, in the file's order where a list was taken in. What it said stands while it is so. */
export function listOf(sessions: FeedSession[], { zone }: FeedAround): Detail[] {
	return sessions
		.toSorted((one, other) => (one.kept?.nth ?? Infinity) - (other.kept?.nth ?? Infinity) || +one.from - +other.from)
		.map((one) => itemOf(one, zone));
}

function itemOf(one: FeedSession, zone: string): Detail {
	const own: Detail = {
		...{ id: one.number, source: 'madang', title: one.title, description: one.about, venue: one.room, link: one.url },
		...{ speaker: one.speakers.map(({ name }) => name).join(', '), type: 'talk', may_record: !one.isUnrecorded },
		...{ start_date: clockOf(one.from, zone), end_date: clockOf(one.to, zone) }
	};
	const said = one.kept?.origin as ListItem | undefined;
	if (!said?.start_date) return own;
	const item: Detail = { ...said };
	const change = (isSame: boolean, ...names: string[]) => isSame || names.forEach((name) => (item[name] = own[name]));
	change(said.start_date === own.start_date, 'start_date', ...('start_time' in said ? ['start_time'] : []));
	change(said.end_date === own.end_date || said.end_date === said.start_date, 'end_date');
	change(said.venue.trim() === one.room.trim(), 'venue');
	change(said.title.trim() === one.title.trim(), 'title');
	change((said.description ?? '').trim() === one.about.trim(), 'description');
	change((said.speaker ?? '').trim() === own.speaker, 'speaker');
	if (one.isUnrecorded) item.may_record = false;
	return item;
}

function clockOf(at: Date, zone: string): string {
	const { day, time } = clockIn(zone, at);
	return `${day} ${time}:${String(at.getUTCSeconds()).padStart(2, '0')}`;
}
