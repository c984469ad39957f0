import { createHash } from 'node:crypto';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { hallsOf, speakersOf } from './desk.read.server.ts';
import { readFrab } from './frab.rules.ts';
import { readIcal } from './ical.rules.ts';
import { dayOf } from './public.rules.ts';
import { scheduleNotFound, type Schedule, type ScheduleFault } from './schedule.rules.ts';
import { readC3voc, twice } from './schedules.form.ts';
import { readList } from './list.form.ts';
import { isVersionTwo, readVocTwo } from './voctwo.form.ts';

/** What a schedule file says, whichever of the five formats it is in, or what is wrong with it. Times without a zone are the stop's. */
export function scheduleIn(bytes: Uint8Array, zone: string): Schedule | ScheduleFault[] {
	const text = new TextDecoder().decode(bytes).replace(/^\ufeff/, '');
	if (text.includes('\0') || text.includes('\\u0000')) return [{ where: '', what: 'text without NUL characters' }];
	const start = text.slice(0, 200).trimStart();
	const read = /^[{[]/.test(start)
		? readJson(text, zone)
		: start.startsWith('<')
			? readFrab(text)
			: readIcal(text, guidFor);
	return Array.isArray(read) ? read : (twice(read) ?? read);
}

function readJson(text: string, zone: string): Schedule | ScheduleFault[] {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch (fault) {
		return [{ where: '', what: `JSON (${(fault as Error).message})` }];
	}
	if (Array.isArray(parsed)) return readList(parsed, { zone, guidFor });
	return isVersionTwo(parsed) ? readVocTwo(parsed, guidFor) : readC3voc(parsed);
}

/** A UUID that stands for a name, the same each time (RFC 9562 §5.5, in shape). */
function guidFor(name: string): string {
	const hash = createHash('sha1').update(`madang/uid ${name}`).digest('hex');
	return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** A file of the stop that waits to be taken in. Refuses one that is not there, or is in already. */
export async function waitingSchedule(db: Reader, stopId: string, id: string) {
	const row =
		isId(id) &&
		(await db
			.selectFrom('schedules')
			.select(['id', 'file_name', 'file', 'uploaded_at'])
			.where('id', '=', id)
			.where('stop_id', '=', stopId)
			.where('entered_at', 'is', null)
			.executeTakeFirst());
	if (!row || !row.file) throw scheduleNotFound();
	return { ...row, file: row.file };
}

/** The newest file of a stop that waits, and those taken in before. */
export function schedulesOf(db: Reader, stopId: string) {
	return db
		.selectFrom('schedules')
		.select(['id', 'file_name', 'uploaded_at', 'entered_at'])
		.where('stop_id', '=', stopId)
		.where((eb) => eb.or([eb('file', 'is not', null), eb('entered_at', 'is not', null)]))
		.orderBy('uploaded_at', 'desc')
		.limit(20)
		.execute();
}

/** What taking a file in would do to a stop: how many sessions are new, changed or as they are; new halls and speakers. */
export async function triedSchedule(db: Reader, stop: Stop, file: Uint8Array) {
	const read = scheduleIn(file, stop.time_zone);
	if (Array.isArray(read)) return { faults: read };
	const [halls, speakers, known] = await Promise.all([
		hallsOf(db, stop.id),
		speakersOf(db, stop.id),
		db.selectFrom('sessions').select(['guid', 'extra']).where('stop_id', '=', stop.id).execute()
	]);
	const extras = new Map(known.map(({ guid, extra }) => [guid, JSON.stringify(sortedIn(extra))]));
	const states = read.events.map(({ guid, raw, day, nth, origin }) => {
		const before = extras.get(guid);
		if (before === undefined) return 'new';
		return before === JSON.stringify(sortedIn({ raw, day, nth, origin })) ? 'same' : 'changed';
	});
	const count = (state: string) => states.filter((one) => one === state).length;
	const inFile = new Set(read.events.map(({ guid }) => guid));
	const names = new Set([...halls.flatMap(({ name }) => [name.ko, name.en])]);
	const people = new Set(speakers.flatMap(({ name }) => [name.ko, name.en]));
	const days = read.events.map(({ from }) => dayOf(from, stop.time_zone));
	return {
		...{ format: read.format, title: read.title, events: read.events.length },
		...{ fresh: count('new'), changed: count('changed'), same: count('same') },
		missing: known.filter(({ guid, extra }) => extra && !inFile.has(guid)).length,
		halls: read.rooms.filter((room) => !names.has(room)),
		speakers: [...new Set(read.events.flatMap(({ persons }) => persons))].filter((one) => !people.has(one)).length,
		outside: days.filter((day) => day < stop.starts_on || day > stop.ends_on).length,
		examples: read.events.slice(0, 5).map(({ title, from, room }) => ({ title, from, room }))
	};
}

// jsonb keeps keys in an order of its own.
function sortedIn(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortedIn);
	if (value === null || typeof value !== 'object') return value;
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sortedIn(one)]));
}
