import type { Reader } from '#lib/db.server.ts';
import { isSignedByDevice } from '#lib/device-key.server.ts';
import { isId } from '#lib/ids.ts';
import { publicKeyFor } from '#lib/signing.server.ts';
import {
	kindInTicket,
	sessionInTicket,
	ticketPurpose,
	trialPurpose,
	type TicketKey
} from '#domain/registrations/tickets.rules.ts';
import { booksOf, emptyBook, type Book, type Scan } from './books.rules.ts';
import { deviceRefused, maskedName, saidByDevice, type Door } from './rules.ts';
import { keyOfCode, type DoorAtHand, type Entrant, type Inside } from './verdict.rules.ts';

/** A device and the one door it is at, with what it shows when it speaks to us. */
export type DeviceAtDoor = Awaited<ReturnType<typeof deviceAtDoor>>;

function devices(db: Reader) {
	return db
		.selectFrom('door_devices')
		.innerJoin('doors', 'doors.id', 'door_id')
		.innerJoin('sessions', 'sessions.id', 'session_id')
		.innerJoin('stops', 'stops.id', 'stop_id')
		.innerJoin('hosts', 'hosts.id', 'stops.host_id')
		.select(['door_devices.id', 'door_devices.name', 'public_key', 'salt', 'shut_at', 'door_id', 'session_id'])
		.select(['sessions.title', 'sessions.starts_at', 'sessions.call_id', 'time_zone'])
		.select(['hosts.slug as host', 'sessions.slug as session', 'door_devices.number']);
}

/** A device that was let in. Refuses any other as one whose word is not taken. */
export async function deviceAtDoor(db: Reader, id: string) {
	if (!isId(id)) throw deviceRefused();
	return devices(db)
		.where('door_devices.id', '=', id)
		.where('public_key', 'is not', null)
		.executeTakeFirstOrThrow(deviceRefused);
}

/** The scanner that shows this token, while nobody has switched it off. */
export async function scannerByToken(db: Reader, tokenHash: Buffer) {
	return devices(db)
		.where('token_hash', '=', tokenHash)
		.where('shut_at', 'is', null)
		.executeTakeFirstOrThrow(deviceRefused);
}

/** A device's own door. */
export function doorOf(db: Reader, { door_id }: Pick<DeviceAtDoor, 'door_id'>): Promise<Door> {
	return db.selectFrom('doors').selectAll().where('id', '=', door_id).executeTakeFirstOrThrow();
}

/** A door as its device decides by it. */
export async function doorAtHand(db: Reader, door: Door, salt: string): Promise<DoorAtHand> {
	return {
		...{ session: sessionInTicket(door.session_id), way: door.way as DoorAtHand['way'] },
		...{ kinds: door.kind_ids.map(kindInTicket), letsInvited: door.lets_invited, isTrial: door.is_trial },
		...{ opensAt: door.opens_at.getTime(), closesAt: door.closes_at.getTime(), keys: await ticketKeys(db), salt }
	};
}

async function ticketKeys(db: Reader): Promise<TicketKey[]> {
	const [real, trial] = await Promise.all([ticketPurpose, trialPurpose].map((purpose) => publicKeyFor(db, purpose)));
	return [
		...(real ? [{ publicKey: real, isTrial: false }] : []),
		...(trial ? [{ publicKey: trial, isTrial: true }] : [])
	];
}

/** From which reading on, and from which instant on, somebody wants to know; null: from the beginning. */
export type Since = { scan: number; at: number } | null;

// What was committed late is told again rather than missed.
const overlapMs = 300_000;

/** What is new for a device since it last asked: who may come, by keys of its own; who is in or no longer; and until where. */
export async function newsForDevice(db: Reader, device: DeviceAtDoor, since: Since, at: Date) {
	const newest = await newestScan(db, device.session_id);
	const [rows, books] = await Promise.all([
		ticketsSince(db, device.session_id, since),
		booksSince(db, device.session_id, since?.scan ?? 0)
	]);
	const codes = new Map((await codesOf(db, [...books.keys()])).map(({ id, code }) => [id, code]));
	const names = await doorNames(db, device.session_id);
	const key = (code: string) => keyOfCode(device.salt, code);
	return {
		entrants: rows.map((row): Entrant => ({
			...{ key: key(row.code), tail: row.code.slice(-4), name: maskedName(row.name) },
			...{ kind: kindInTicket(row.place_kind_id), off: row.revoked_why }
		})),
		inside: [...books].map(([id, { insideBy }]): { key: string; inside: Inside | null } => ({
			key: key(codes.get(id)!),
			inside: insideBy && { at: insideBy.at, door: names.get(insideBy.door)! }
		})),
		since: { scan: newest, at: at.getTime() }
	};
}

async function newestScan(db: Reader, sessionId: string): Promise<number> {
	const row = await db
		.selectFrom('check_ins')
		.select('id')
		.where('session_id', '=', sessionId)
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row?.id ?? 0;
}

function ticketsSince(db: Reader, sessionId: string, since: Since) {
	let rows = db
		.selectFrom('tickets')
		.leftJoin('registrations', 'registrations.id', 'registration_id')
		.select(['code', 'tickets.name', 'revoked_why', 'place_kind_id'])
		.where('tickets.session_id', '=', sessionId);
	if (since) {
		const from = new Date(since.at - overlapMs);
		rows = rows.where((eb) => eb.or([eb('issued_at', '>=', from), eb('revoked_at', '>=', from)]));
	}
	return rows.execute();
}

async function booksSince(db: Reader, sessionId: string, after: number): Promise<Map<string, Book>> {
	if (after === 0) return booksOf(await scansOf(db, sessionId));
	const touched = await db
		.selectFrom('check_ins')
		.select('ticket_id')
		.distinct()
		.where('session_id', '=', sessionId)
		.where('id', '>', after)
		.where('ticket_id', 'is not', null)
		.execute();
	const ids = touched.map(({ ticket_id }) => ticket_id!);
	if (ids.length === 0) return new Map();
	return new Map([...ids.map((id) => [id, emptyBook()] as const), ...booksOf(await scansOf(db, sessionId, ids))]);
}

function codesOf(db: Reader, ids: string[]) {
	if (ids.length === 0) return Promise.resolve([]);
	return db.selectFrom('tickets').select(['id', 'code']).where('id', 'in', ids).execute();
}

export async function doorNames(db: Reader, sessionId: string) {
	const rows = await db.selectFrom('doors').select(['id', 'name']).where('session_id', '=', sessionId).execute();
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The readings of a session that count, of these tickets or of all: of tickets there are, by devices that were not off. */
export async function scansOf(db: Reader, sessionId: string, ticketIds?: string[]): Promise<Scan[]> {
	let rows = db
		.selectFrom('check_ins')
		.select(['nonce', 'device_id', 'door_id', 'ticket_id', 'way', 'undoes', 'at', 'was_let'])
		.where('session_id', '=', sessionId)
		.where('ticket_id', 'is not', null)
		.where('reason', 'is distinct from', 'device-off');
	if (ticketIds) rows = rows.where('ticket_id', 'in', ticketIds);
	return (await rows.execute()).map((row) => ({
		...{ nonce: row.nonce, device: row.device_id, door: row.door_id, ticket: row.ticket_id! },
		...{ way: row.way as Scan['way'], undoes: row.undoes, at: row.at.getTime(), wasLet: row.was_let }
	}));
}

/** How many came in and went out at a session in each minute something happened, by the server's clock, in order. */
export async function checkInsPerMinute(db: Reader, sessionId: string) {
	const scans = await scansOf(db, sessionId);
	const byMinute = new Map<number, { minute: Date; entries: number; exits: number }>();
	for (const { at, way } of [...booksOf(scans).values()].flatMap(({ moves }) => moves)) {
		const start = Math.floor(at / 60_000) * 60_000;
		const row = byMinute.get(start) ?? { minute: new Date(start), entries: 0, exits: 0 };
		row[way === 'entry' ? 'entries' : 'exits']++;
		byMinute.set(start, row);
	}
	return [...byMinute.values()].sort((one, other) => one.minute.getTime() - other.minute.getTime());
}

/** What a phone shows when it speaks: which one it is, and its signature over the whole of what it says. */
export type Shown = { id: string; signature: string; body: string };

/** The device whose word this is. Refuses what is signed by no device's key, or by another's. */
export async function deviceBySignature(db: Reader, { id, signature, body }: Shown): Promise<DeviceAtDoor> {
	const device = await deviceAtDoor(db, id);
	if (!isSignedByDevice(device.public_key!, saidByDevice(id, body), signature)) throw deviceRefused();
	return device;
}

/** What a phone shows of its door and of the sessions whose tickets it may be handed by mistake. */
export async function deviceView(db: Reader, device: DeviceAtDoor) {
	const door = await doorOf(db, device);
	const [hand, kinds, sessions] = await Promise.all([
		doorAtHand(db, door, device.salt),
		db.selectFrom('place_kinds').select(['id', 'name']).where('session_id', '=', device.session_id).execute(),
		neighbours(db, device.session_id)
	]);
	return {
		device: { name: device.name },
		door: { ...hand, name: door.name, checksIdentity: door.checks_identity, zone: device.time_zone },
		session: { title: device.title, startsAt: device.starts_at.getTime() },
		kinds: Object.fromEntries(kinds.map(({ id, name }) => [kindInTicket(id), name])),
		sessions: Object.fromEntries(
			sessions.map(({ id, title, starts_at }) => [sessionInTicket(id), { title, startsAt: starts_at.getTime() }])
		)
	};
}
export type DeviceView = Awaited<ReturnType<typeof deviceView>>;
export type DeviceNews = Awaited<ReturnType<typeof newsForDevice>>;

// Of the same stop, and with places for the public: what anybody may know of.
function neighbours(db: Reader, sessionId: string) {
	return db
		.selectFrom('sessions')
		.innerJoin('registers', 'registers.session_id', 'sessions.id')
		.select(['sessions.id', 'title', 'starts_at'])
		.where('stop_id', '=', db.selectFrom('sessions').select('stop_id').where('id', '=', sessionId))
		.execute();
}
