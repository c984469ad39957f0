import { randomUUID } from 'node:crypto';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { inChunks } from '#lib/chunks.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { hallsOf, speakersOf } from './desk.read.server.ts';
import { addHall, holdStop } from './halls.write.server.ts';
import { after } from './minutes.rules.ts';
import {
	mostBytes,
	scheduleNotFound,
	scheduleRefused,
	scheduleTooLarge,
	type Schedule,
	type ScheduleEvent
} from './schedule.rules.ts';
import { scheduleIn, waitingSchedule } from './schedules.read.server.ts';
import { slugsFor } from './sessions.rules.ts';
import type { InStop } from './rules.ts';

/** Leaves a schedule file to look at before anything is done with it. Answers with its id. Refuses one that is too large. */
export function uploadSchedule(
	db: Db,
	who: HostOrganiser,
	{ stopId, name, bytes }: InStop<{ name: string; bytes: Buffer }>,
	at: Date
): Promise<string> {
	if (bytes.length === 0) return Promise.reject(scheduleNotFound());
	if (bytes.length > mostBytes) return Promise.reject(scheduleTooLarge());
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		// One waits at a time: what was looked at before and left is not kept.
		await tx
			.updateTable('schedules')
			.set({ file: null })
			.where('stop_id', '=', stopId)
			.where('entered_at', 'is', null)
			.execute();
		const row = { stop_id: stopId, file_name: name, file: bytes, uploaded_at: at, uploaded_by: who.personId };
		const { id } = await tx.insertInto('schedules').values(row).returning('id').executeTakeFirstOrThrow();
		await note(tx, { at, by: who.personId, callId: null, verb: 'programme.uploaded', about: id });
		return id;
	});
}

/**
 * Takes a waiting file into the draft: halls and speakers by their names, sessions by their guid, each with all the file
 * says of it. What the file does not name stays. Answers with how many sessions. Refuses a file that is wrong anywhere.
 */
export function enterSchedule(
	db: Db,
	who: HostOrganiser,
	{ stopId, id }: InStop<{ id: string }>,
	at: Date
): Promise<number> {
	return together(db, async (tx) => {
		const stop = await holdStop(tx, who, stopId);
		const { file } = await waitingSchedule(reading(tx), stopId, id);
		const schedule = scheduleIn(file, stop.time_zone);
		if (Array.isArray(schedule)) throw scheduleRefused();
		const halls = await hallIds(tx, stopId, schedule);
		const speakers = await speakerIds(tx, stopId, schedule, at);
		const sessions = await leaveSessions(tx, stop, { schedule, halls }, at);
		await leaveParts(tx, schedule.events, sessions, speakers);
		const row = { head: JSON.stringify(schedule.head), file: null, entered_at: at };
		await tx.updateTable('schedules').set(row).where('id', '=', id).execute();
		const detail = { count: schedule.events.length };
		await note(tx, { at, by: who.personId, callId: null, verb: 'programme.imported', about: id, detail });
		return schedule.events.length;
	});
}

async function hallIds(tx: Tx, stopId: string, { rooms }: Schedule): Promise<Map<string, string>> {
	const known = await hallsOf(reading(tx), stopId);
	const ids = new Map<string, string>();
	for (const room of rooms) {
		const hall = known.find(({ name }) => name.ko === room || name.en === room);
		const name = { ko: room, en: room };
		ids.set(room, hall?.id ?? (await addHall(tx, stopId, { name, capacity: null })));
	}
	return ids;
}

async function speakerIds(tx: Tx, stop_id: string, { events }: Schedule, at: Date): Promise<Map<string, string>> {
	const known = await speakersOf(reading(tx), stop_id);
	const ids = new Map(known.flatMap(({ id, name }) => [name.ko, name.en].map((text) => [text, id] as const)));
	const names = new Set(events.flatMap(({ persons }) => persons).filter((name) => !ids.has(name)));
	const rows = [...names].map((name) => ({
		...{ id: randomUUID() as string, stop_id, side: 'other', name: { ko: name, en: name }, made_at: at }
	}));
	for (const some of inChunks(rows)) await tx.insertInto('speakers').values(some).execute();
	for (const { id, name } of rows) ids.set(name.en, id);
	return ids;
}

type Found = { schedule: Schedule; halls: Map<string, string> };

/** Leaves the sessions, known ones as the file has them now; answers with their ids by guid. */
async function leaveSessions(tx: Tx, stop: Stop, { schedule, halls }: Found, at: Date): Promise<Map<string, string>> {
	const guids = schedule.events.map(({ guid }) => guid);
	const known = await tx
		.selectFrom('sessions')
		.select(['id', 'guid'])
		.where('stop_id', '=', stop.id)
		.where((eb) => eb('guid', '=', eb.fn.any(eb.val(guids))))
		.execute();
	const ids = new Map(known.map(({ id, guid }) => [guid, id]));
	for (const event of schedule.events) {
		const id = ids.get(event.guid);
		if (id) await tx.updateTable('sessions').set(rowOf(event, halls)).where('id', '=', id).execute();
	}
	const fresh = schedule.events.filter(({ guid }) => !ids.has(guid));
	const slugs = await freeSlugs(tx, stop, fresh);
	const rows = fresh.map((event, nth) => ({
		...{ id: randomUUID() as string, stop_id: stop.id, guid: event.guid, slug: slugs[nth]!, made_at: at },
		...rowOf(event, halls)
	}));
	for (const some of inChunks(rows, 1000)) await tx.insertInto('sessions').values(some).execute();
	for (const { id, guid } of rows) ids.set(guid, id);
	return ids;
}

function rowOf({ title, about, from, minutes, room, ...event }: ScheduleEvent, halls: Map<string, string>) {
	return {
		...{ title: { ko: title, en: title }, about: about ? { ko: about, en: about } : null },
		...{ starts_at: from, ends_at: after(from, Math.max(1, minutes)), hall_id: halls.get(room)! },
		extra: JSON.stringify({ raw: event.raw, day: event.day, nth: event.nth, origin: event.origin })
	};
}

async function freeSlugs(tx: Tx, { slug: stop }: Stop, events: ScheduleEvent[]): Promise<string[]> {
	const rows = await tx.selectFrom('sessions').select('slug').where('slug', 'like', `${stop}-%`).execute();
	const taken = new Set(rows.map(({ slug }) => slug));
	return events.map(({ title }) => {
		for (const slug of slugsFor(stop, title)) {
			if (taken.has(slug)) continue;
			taken.add(slug);
			return slug;
		}
		throw new Error('no address is free');
	});
}

async function leaveParts(
	tx: Tx,
	events: ScheduleEvent[],
	sessions: Map<string, string>,
	speakers: Map<string, string>
): Promise<void> {
	const ids = [...sessions.values()];
	for (const some of inChunks(ids))
		await tx
			.deleteFrom('session_speakers')
			.where((eb) => eb('session_id', '=', eb.fn.any(eb.val(some))))
			.execute();
	const rows = events.flatMap(({ guid, persons }) =>
		[...new Set(persons)].map((name, position) => ({
			...{ session_id: sessions.get(guid)!, speaker_id: speakers.get(name)!, position }
		}))
	);
	for (const some of inChunks(rows)) await tx.insertInto('session_speakers').values(some).execute();
}
