import { stampIn, zoneLines } from './vtimezone.ts';

/** One entry of a calendar: from an instant to an instant, or whole days (`YYYY-MM-DD`, the last one included). */
export type Entry = {
	uid: string;
	title: string;
	about?: string;
	place?: string;
	url?: string;
	/** Grows whenever the entry changes, so that a calendar takes the newer one. */
	sequence?: number;
	/** When it was changed last. */
	modified?: Date;
	isCancelled?: boolean;
	/** The zone by whose clock its instants are written, where that is not the calendar's. */
	zone?: string;
	when: { from: Date; to: Date } | { firstDay: string; lastDay: string };
};

/**
 * An iCalendar file (RFC 5545) of these entries, as made at `at`. Instants are in UTC, or with `zone`, the calendar's or
 * the entry's own, by its clock; each is then defined in full. Lines end in CRLF and are at most 75 octets long.
 */
export function calendar(name: string, entries: Entry[], at: Date, zone?: string): string {
	const lines = [
		...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Madang//Dates//EN', 'CALSCALE:GREGORIAN'],
		`X-WR-CALNAME:${escaped(name)}`,
		...definitions(entries, zone),
		...entries.flatMap((entry) => eventLines(entry, at, entry.zone ?? zone)),
		'END:VCALENDAR'
	];
	return lines.map((line) => folded(line) + '\r\n').join('');
}

function definitions(entries: Entry[], zone: string | undefined): string[] {
	const used = Map.groupBy(entries, (entry) => entry.zone ?? zone ?? '');
	return [...used].flatMap(([name, of]) => (name ? definition(name, of) : []));
}

function definition(zone: string, entries: Entry[]): string[] {
	const instants = entries.flatMap(({ when }) => ('from' in when ? [when.from.getTime(), when.to.getTime()] : []));
	if (instants.length === 0) return [];
	return zoneLines(zone, new Date(Math.min(...instants)), new Date(Math.max(...instants)));
}

function eventLines(entry: Entry, at: Date, zone: string | undefined): string[] {
	const texts = { SUMMARY: entry.title, DESCRIPTION: entry.about, LOCATION: entry.place };
	return [
		...['BEGIN:VEVENT', `UID:${entry.uid}`, `DTSTAMP:${stamp(at)}`],
		...whenLines(entry.when, zone),
		...(entry.sequence === undefined ? [] : [`SEQUENCE:${entry.sequence}`]),
		...(entry.modified ? [`LAST-MODIFIED:${stamp(entry.modified)}`] : []),
		...(entry.isCancelled === undefined ? [] : [`STATUS:${entry.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`]),
		...Object.entries(texts).flatMap(([name, text]) => (text ? [`${name}:${escaped(text)}`] : [])),
		...(entry.url ? [`URL:${entry.url}`] : []),
		'END:VEVENT'
	];
}

// The end of whole days is the day after the last one (RFC 5545 §3.6.1).
function whenLines(when: Entry['when'], zone: string | undefined): string[] {
	if ('from' in when && zone)
		return [`DTSTART;TZID=${zone}:${stampIn(zone, when.from)}`, `DTEND;TZID=${zone}:${stampIn(zone, when.to)}`];
	if ('from' in when) return [`DTSTART:${stamp(when.from)}`, `DTEND:${stamp(when.to)}`];
	const after = new Date(`${when.lastDay}T00:00:00Z`);
	after.setUTCDate(after.getUTCDate() + 1);
	const day = (text: string) => text.slice(0, 10).replaceAll('-', '');
	return [`DTSTART;VALUE=DATE:${day(when.firstDay)}`, `DTEND;VALUE=DATE:${day(after.toISOString())}`];
}

function stamp(instant: Date): string {
	return instant.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function escaped(text: string): string {
	return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');
}

// §3.1: by octets, and never within a character.
function folded(line: string): string {
	const encoder = new TextEncoder();
	let out = '';
	let used = 0;
	for (const letter of line) {
		const size = encoder.encode(letter).length;
		if (used + size > 74) {
			out += '\r\n ';
			used = 1;
		}
		out += letter;
		used += size;
	}
	return out;
}
