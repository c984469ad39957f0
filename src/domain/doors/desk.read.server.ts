import type { Reader } from '#lib/db.server.ts';
import type { WholeSession } from '#domain/programme/rules.ts';
import { booksOf, headsOf, type Conflict, type Scan } from './books.rules.ts';
import { scansOf } from './read.server.ts';

/** What the desk of a session sees of its doors: who is in, each door with its devices, and what does not add up. */
export async function doorsView(db: Reader, session: WholeSession) {
	const [doors, devices, kinds, scans] = await Promise.all([
		doorsOf(db, session.id),
		devicesOf(db, session.id),
		kindsOf(db, session.id),
		scansOf(db, session.id)
	]);
	const books = booksOf(scans);
	const conflicts = [...books.values()].flatMap((book) => book.conflicts).sort((a, b) => b.second.at - a.second.at);
	const moves = [...books.values()].flatMap((book) => book.moves);
	const byDoor = (door: string, way: Scan['way']) => moves.filter((one) => one.door === door && one.way === way).length;
	return {
		doors: doors.map((door) => ({
			...door,
			entries: byDoor(door.id, 'entry'),
			exits: byDoor(door.id, 'exit'),
			devices: devices.filter(({ door_id }) => door_id === door.id)
		})),
		...{ kinds, heads: headsOf(books), issued: await issuedFor(db, session.id) },
		conflicts: await namedConflicts(db, conflicts.slice(0, 200), { doors, devices }),
		odd: await oddReadings(db, session.id, { doors, devices })
	};
}
export type DoorsView = Awaited<ReturnType<typeof doorsView>>;
export type DoorInView = DoorsView['doors'][number];

function doorsOf(db: Reader, sessionId: string) {
	return db
		.selectFrom('doors')
		.select(['id', 'name', 'kind_ids', 'lets_invited', 'way', 'opens_at', 'closes_at', 'is_trial', 'checks_identity'])
		.where('session_id', '=', sessionId)
		.where('ended_at', 'is', null)
		.orderBy('number')
		.execute();
}

function devicesOf(db: Reader, sessionId: string) {
	return db
		.selectFrom('door_devices')
		.innerJoin('doors', 'doors.id', 'door_id')
		.select(['door_devices.id', 'door_id', 'door_devices.name', 'enrolled_at', 'enrol_until', 'seen_at', 'shut_at'])
		.select(['ahead_ms', 'waiting'])
		.select((eb) => eb('token_hash', 'is not', null).as('is_scanner'))
		.where('session_id', '=', sessionId)
		.orderBy('door_devices.number')
		.execute();
}

function kindsOf(db: Reader, sessionId: string) {
	return db
		.selectFrom('place_kinds')
		.select(['id', 'name'])
		.where('session_id', '=', sessionId)
		.orderBy('position')
		.execute();
}

async function issuedFor(db: Reader, sessionId: string): Promise<number> {
	const row = await db
		.selectFrom('tickets')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('session_id', '=', sessionId)
		.where('revoked_at', 'is', null)
		.executeTakeFirstOrThrow();
	return Number(row.count);
}

type Names = { doors: { id: string; name: { ko: string; en: string } }[]; devices: { id: string; name: string }[] };
const lost = { ko: '없앤 출입구', en: 'a door taken away' };

async function namedConflicts(db: Reader, conflicts: Conflict[], { doors, devices }: Names) {
	if (conflicts.length === 0) return [];
	const ids = [...new Set(conflicts.map(({ ticket }) => ticket))];
	const rows = await db.selectFrom('tickets').select(['id', 'name', 'code']).where('id', 'in', ids).execute();
	const side = (scan: Scan) => ({
		at: new Date(scan.at),
		door: doors.find(({ id }) => id === scan.door)?.name ?? lost,
		device: devices.find(({ id }) => id === scan.device)?.name ?? ''
	});
	return conflicts.map(({ ticket, first, second }) => {
		const { name, code } = rows.find(({ id }) => id === ticket)!;
		return { ticket, name, tail: code.slice(-4), first: side(first), second: side(second) };
	});
}

/** Readings that let somebody through and should not have: a dead ticket, a steward's own word, a device switched off. */
async function oddReadings(db: Reader, sessionId: string, { doors, devices }: Names) {
	const rows = await db
		.selectFrom('check_ins')
		.leftJoin('tickets', 'tickets.id', 'ticket_id')
		.select(['check_ins.id', 'at', 'reason', 'told', 'was_forced', 'door_id', 'device_id', 'tickets.name', 'code'])
		.where('check_ins.session_id', '=', sessionId)
		.where('was_let', '=', true)
		.where((eb) => eb.or([eb('reason', 'is not', null), eb('was_forced', '=', true)]))
		.orderBy('check_ins.id', 'desc')
		.limit(100)
		.execute();
	return rows.map((row) => ({
		...{ id: row.id, at: row.at, name: row.name ?? '', tail: row.code?.slice(-4) ?? '', isForced: row.was_forced },
		...{ reason: row.reason ?? row.told, door: doors.find(({ id }) => id === row.door_id)?.name ?? lost },
		device: devices.find(({ id }) => id === row.device_id)?.name ?? ''
	}));
}

/** Tickets of a session by a part of a name or the last letters of a code, to look one up or give it anew. */
export async function ticketsFound(db: Reader, sessionId: string, typed: string) {
	const [name, tail] = [typed.trim().normalize('NFC'), typed.toUpperCase().replace(/[^0-9A-Z]/g, '')];
	if (!name) return [];
	return db
		.selectFrom('tickets')
		.select(['id', 'name', 'code', 'revoked_at', 'revoked_why'])
		.where('session_id', '=', sessionId)
		.where((eb) =>
			eb.or([
				eb('name', 'ilike', `%${name.replace(/[%_\\]/g, '\\$&')}%`),
				...(tail.length >= 4 ? [eb('code', 'like', `%${tail}`)] : [])
			])
		)
		.orderBy('number')
		.limit(20)
		.execute();
}
