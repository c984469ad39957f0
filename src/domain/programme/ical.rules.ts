import { calendar, type Entry } from '#lib/calendar.ts';
import { instantIn } from '#lib/instants.ts';
import type { FeedAround, FeedSession } from './voc.rules.ts';
import { eventFrom, feedEvent, roomsIn } from './voc.rules.ts';
import { after } from './minutes.rules.ts';
import { asDuration, minutesOf, mostEvents, type Schedule, type ScheduleFault } from './schedule.rules.ts';

/** A session as a calendar takes it: how often it has changed, and whether it takes place at all. */
export type CalendarSession = FeedSession & { sequence: number; isCancelled: boolean };

/** The programme as a calendar in the stop's zone. Cancelled sessions stay in it and say so. */
export function programmeCalendar(
	sessions: CalendarSession[],
	around: Pick<FeedAround, 'title' | 'zone'> & { place: string },
	at: Date
): string {
	const entries = sessions.map((one): Entry => {
		// What a file said stands as it was written, as in the other feeds.
		const said = feedEvent(one, around.zone);
		const uid = one.kept?.raw.uid;
		const speakers = one.speakers.map(({ name }) => name).join(', ');
		const about = [String(said.description || said.abstract || ''), speakers].filter(Boolean).join('\n\n');
		return {
			...{ uid: typeof uid === 'string' ? uid : `${one.guid}@madang`, title: String(said.title), url: one.url },
			...{ about, place: uid ? String(said.room) : [one.room, around.place].filter(Boolean).join(', ') },
			...{ sequence: one.sequence, isCancelled: one.isCancelled },
			when: { from: one.from, to: uid ? after(one.from, minutesOf(String(said.duration))) : one.to }
		};
	});
	return calendar(around.title, entries, at, around.zone);
}

type Property = { name: string; parameters: string; value: string };

/** Reads an iCalendar file (RFC 5545), or says which event is wrong. `guidFor` gives a name to a UID that is no UUID. */
export function readIcal(text: string, guidFor: (uid: string) => string): Schedule | ScheduleFault[] {
	const lines = text
		.replace(/\r?\n[ \t]/g, '')
		.split(/\r?\n/)
		.filter(Boolean);
	if (lines[0]?.toUpperCase() !== 'BEGIN:VCALENDAR') return [{ where: '', what: 'BEGIN:VCALENDAR' }];
	const properties = lines.map(propertyOf);
	const faults: ScheduleFault[] = [];
	const events: Schedule['events'] = [];
	let open: Property[] | null = null;
	for (const property of properties) {
		if (property.name === 'BEGIN' && property.value === 'VEVENT') open = [];
		else if (property.name === 'END' && property.value === 'VEVENT' && open) {
			const event = eventOf(open, events.length, guidFor);
			if ('what' in event) faults.push(event);
			else events.push(event);
			open = null;
		} else open?.push(property);
	}
	if (events.length > mostEvents) faults.push({ where: 'VCALENDAR', what: `at most ${mostEvents} events` });
	if (faults.length) return faults.slice(0, 30);
	const title = properties.find(({ name }) => name === 'X-WR-CALNAME')?.value ?? '';
	const head = { format: 'ical' as const, top: {}, conference: { title }, days: [] };
	return { format: 'ical', title, events, rooms: roomsIn(events), head };
}

function propertyOf(line: string): Property {
	const [, name = '', parameters = '', value = ''] = /^([\w-]+)((?:;[^:"]*(?:"[^"]*")?)*):(.*)$/s.exec(line) ?? [];
	return { name: name.toUpperCase(), parameters, value };
}

function eventOf(properties: Property[], nth: number, guidFor: (uid: string) => string) {
	const find = (name: string) => properties.find((one) => one.name === name);
	const said = (name: string) => unescaped(find(name)?.value ?? '');
	const [uid, title] = [said('UID'), said('SUMMARY')];
	const where = `VEVENT ${uid || nth + 1}`;
	const [from, to] = [instantOf(find('DTSTART')), instantOf(find('DTEND'))];
	if (!uid) return { where, what: 'a UID' };
	if (!from || !to || to < from) return { where, what: 'a DTEND that is not before its DTSTART, with their zone' };
	const date = from.toISOString();
	const duration = asDuration((to.getTime() - from.getTime()) / 60_000);
	const raw = {
		guid: guidFor(uid),
		uid,
		date,
		duration,
		room: said('LOCATION'),
		title,
		description: said('DESCRIPTION')
	};
	return eventFrom(raw, -1, nth);
}

function instantOf(property: Property | undefined): Date | null {
	const [, year, month, day, hour, minute, second, utc] =
		/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)$/.exec(property?.value ?? '') ?? [];
	if (!year) return null;
	if (utc) return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
	const zone = /;TZID="?([^;":]+)/i.exec(property!.parameters)?.[1];
	return zone ? instantIn(zone, `${year}-${month}-${day}`, `${hour}:${minute}`) : null;
}

const unescaped = (text: string) =>
	text.replace(/\\([\\;,nN])/g, (_, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter));
