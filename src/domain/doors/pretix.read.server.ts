import type { Reader } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { booksOf, headsOf } from './books.rules.ts';
import { invitedItem, itemNumber, itemOf, listOf, eventOf, type PositionToTell } from './pretix.rules.ts';
import { doorOf, scannerByToken, scansOf, type DeviceAtDoor } from './read.server.ts';
import { deviceRefused } from './rules.ts';

/** The scanner whose token a request shows (`Authorization: Device …`), at its own host. Refuses every other. */
export async function scannerOf(db: Reader, authorization: string | null, host?: string): Promise<DeviceAtDoor> {
	const token = /^Device ([\w-]{43})$/.exec(authorization ?? '')?.[1];
	if (!token) throw deviceRefused();
	const scanner = await scannerByToken(db, hashed(token));
	if (host !== undefined && scanner.host !== host) throw deviceRefused();
	return scanner;
}

/** The scanner's session as the one event it may see. */
export async function eventFor(db: Reader, scanner: DeviceAtDoor) {
	const session = await db
		.selectFrom('sessions')
		.select(['slug', 'title', 'starts_at', 'ends_at'])
		.where('id', '=', scanner.session_id)
		.executeTakeFirstOrThrow();
	return eventOf({ ...session, time_zone: scanner.time_zone });
}

async function kindsFor(db: Reader, sessionId: string) {
	const kinds = await db
		.selectFrom('place_kinds')
		.select(['id', 'name', 'position'])
		.where('session_id', '=', sessionId)
		.orderBy('position')
		.execute();
	return kinds.map((kind) => ({ ...kind, number: itemNumber(kind.position) }));
}

const invited = { number: invitedItem, name: { ko: '초청', en: 'Invited' } };

/** The kinds of place a ticket may be of. */
export async function itemsFor(db: Reader, scanner: DeviceAtDoor) {
	const [kinds, door] = await Promise.all([kindsFor(db, scanner.session_id), doorOf(db, scanner)]);
	return [invited, ...kinds].map((kind) => itemOf(kind, door.checks_identity));
}

/** The scanner's door, as the one list it may check in by. */
export async function listFor(db: Reader, scanner: DeviceAtDoor, locale: 'ko' | 'en') {
	const [door, kinds, scans, tickets] = await Promise.all([
		doorOf(db, scanner),
		kindsFor(db, scanner.session_id),
		scansOf(db, scanner.session_id),
		positionsFor(db, scanner)
	]);
	const letsIn = kinds.filter(({ id }) => door.kind_ids.length === 0 || door.kind_ids.includes(id));
	const items = [...(door.lets_invited ? [invited] : []), ...letsIn].map(({ number }) => number);
	const { inside } = headsOf(booksOf(scans));
	const allItems = items.length === kinds.length + 1;
	return listOf({ number: door.number, name: door.name, allItems, items, inside, tickets: tickets.length }, locale);
}

export type Position = PositionToTell & { id: string; issuedAt: Date; changedAt: Date; event: string; locale: string };

/** The tickets of the scanner's session, or those of them it asks for, each with its readings that counted. */
export async function positionsFor(db: Reader, scanner: DeviceAtDoor, ids?: string[]): Promise<Position[]> {
	let rows = db
		.selectFrom('tickets')
		.leftJoin('registrations', 'registrations.id', 'registration_id')
		.leftJoin('place_kinds', 'place_kinds.id', 'place_kind_id')
		.select(['tickets.id', 'tickets.number', 'code', 'tickets.name', 'secret', 'nth', 'position', 'revoked_at'])
		.select(['issued_at', 'locale'])
		.where('tickets.session_id', '=', scanner.session_id)
		.orderBy('tickets.number');
	if (ids) rows = rows.where('tickets.id', 'in', ids);
	const [tickets, checkins] = await Promise.all([rows.execute(), checkInsOf(db, scanner.session_id)]);
	return tickets.map(({ id, number, code, name, secret, nth, position, revoked_at, issued_at, locale }) => ({
		...{ id, number, code, name, secret, nth, item: itemNumber(position), isCanceled: revoked_at !== null },
		...{ issuedAt: issued_at, changedAt: revoked_at ?? issued_at, event: scanner.session, locale: locale ?? 'ko' },
		checkins: checkins.filter((one) => one.ticket === id)
	}));
}

async function checkInsOf(db: Reader, sessionId: string) {
	const books = booksOf(await scansOf(db, sessionId));
	const doors = await db.selectFrom('doors').select(['id', 'number']).where('session_id', '=', sessionId).execute();
	const numbers = new Map(doors.map(({ id, number }) => [id, number]));
	return [...books].flatMap(([ticket, { moves }]) =>
		moves.map(({ at, door, way }, nth) => ({ id: nth + 1, ticket, at: new Date(at), list: numbers.get(door)!, way }))
	);
}

/** The texts of tickets that are no longer good, and since when. */
export async function revokedSecrets(db: Reader, scanner: DeviceAtDoor) {
	const rows = await db
		.selectFrom('tickets')
		.select(['number', 'secret', 'revoked_at'])
		.where('session_id', '=', scanner.session_id)
		.where('revoked_at', 'is not', null)
		.orderBy('number')
		.execute();
	return rows.map(({ number, secret, revoked_at }) => ({ id: number, secret, created: revoked_at!.toISOString() }));
}
