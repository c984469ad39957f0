import { webcrypto } from 'node:crypto';
import { reading, together, type Db } from '#lib/db.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { atGate, type WholeSession } from '#domain/programme/rules.ts';
import { addDoor, enrolDevice, inviteDevice, type Minding } from '#domain/doors/doors.write.server.ts';
import type { DoorForm, ScanForm } from '#domain/doors/form.ts';
import { deviceAtDoor, type DeviceAtDoor } from '#domain/doors/read.server.ts';
import { saidByDevice } from '#domain/doors/rules.ts';
import { takeScans } from '#domain/doors/scans.write.server.ts';
import { issueTickets } from '#domain/registrations/tickets.write.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { addSession } from './floor.ts';
import { hours, noon, words, type Scene } from './world.ts';

/** Hana, who minds the doors of a session. */
export function minding({ visitors }: Pick<Scene, 'visitors'>, session: WholeSession): Minding {
	const proof = gate.sessionOrganiser(visitors.hana, atGate(session));
	return { ...proof, sessionId: session.id, zone: session.time_zone };
}

/** A session that registers, with two kinds of place. */
export async function registeringSession(world: Scene, slug = 'morning') {
	const session = await addSession(world, { slug });
	const row = { session_id: session.id, opens_at: hours(-24), closes_at: hours(1), made_at: hours(-30) };
	await world.db.insertInto('registers').values(row).execute();
	const kinds = await world.db
		.insertInto('place_kinds')
		.values(
			['Public', 'Press'].map((name, position) => ({
				...{ session_id: session.id, position, name: words(name), capacity: 3000, taken: 0, companions: 5 }
			}))
		)
		.returning(['id', 'position'])
		.execute();
	const of = (position: number) => kinds.find((one) => one.position === position)!.id;
	return { session, publicKind: of(0), pressKind: of(1) };
}

export type Registering = Awaited<ReturnType<typeof registeringSession>>;

/** Tickets of people of these names, one registration each, of the public kind unless told otherwise. */
export async function ticketsFor(db: Db, { session, publicKind }: Registering, names: string[], kind = publicKind) {
	return together(db, async (tx) => {
		const registrations = await tx
			.insertInto('registrations')
			.values(
				names.map((name, nth) => ({
					...{ session_id: session.id, place_kind_id: kind, state: 'registered', name, locale: 'ko', size: 1 },
					...{
						email: `guest${nth}.${newSecret().slice(0, 6).toLowerCase()}@example.test`,
						made_at: noon,
						state_at: noon
					},
					token_hash: hashed(newSecret())
				}))
			)
			.returning(['id', 'session_id', 'name'])
			.execute();
		const given = registrations.map((one) => ({ ...one, holders: [{ nth: 0, name: one.name! }] }));
		await issueTickets(tx, given, noon);
		const ids = registrations.map(({ id }) => id);
		return tx.selectFrom('tickets').selectAll().where('registration_id', 'in', ids).orderBy('number').execute();
	});
}

/** A door as its desk would fill it in: both ways, all kinds, from an hour before noon in Seoul for six hours. */
export const doorForm = (more: Partial<DoorForm> = {}): DoorForm => ({
	...{ nameKo: '정문', nameEn: 'Main door', kinds: [], invited: true, way: 'both', trial: false, identity: false },
	...{ opens: '2026-11-23T11:00', closes: '2026-11-23T17:00' },
	...more
});

/** A phone that was let in to a door, with the key it signs by. */
export type Phone = { device: DeviceAtDoor; sign: (body: string) => Promise<string> };

export async function phoneAt(db: Db, who: Minding, door: string, name = 'Phone'): Promise<Phone> {
	const secret = await inviteDevice(db, who, { door, device: name }, noon);
	const { publicKey, privateKey } = await deviceKey();
	const id = await enrolDevice(db, { secret, publicKey }, noon);
	const device = await deviceAtDoor(reading(db), id);
	return { device, sign: (body) => signedBy(privateKey, saidByDevice(id, body)) };
}

export async function deviceKey() {
	const curve = { name: 'ECDSA', namedCurve: 'P-256' };
	const { publicKey, privateKey } = await webcrypto.subtle.generateKey(curve, false, ['sign', 'verify']);
	const point = await webcrypto.subtle.exportKey('raw', publicKey);
	return { privateKey, publicKey: Buffer.from(point).toString('base64url') };
}

async function signedBy(key: webcrypto.CryptoKey, text: string): Promise<string> {
	const bytes = new TextEncoder().encode(text);
	const signature = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes);
	return Buffer.from(signature).toString('base64url');
}

/** A main door of the session with one phone at it. */
export async function mannedDoor(world: Scene, { session }: Registering, more: Partial<DoorForm> = {}) {
	const who = minding(world, session);
	const door = await addDoor(world.db, who, doorForm(more), noon);
	return { who, door, ...(await phoneAt(world.db, who, door)) };
}

/** A reading that let somebody in, at noon by a clock that is right, unless told otherwise. */
export const scanned = (nonce: string, text: string, more: Partial<ScanForm> = {}): ScanForm => ({
	...{ nonce: nonce.padStart(8, '0'), text, way: 'entry', undoes: null, at: noon.getTime(), ahead: 0, wasLet: true },
	...{ wasForced: false, told: null },
	...more
});

/** Hands in readings, by a phone whose clock is right. */
export const handIn = (db: Db, device: DeviceAtDoor, scans: unknown[], at = noon) =>
	takeScans(db, device, { now: at.getTime(), since: null, waiting: 0, scans }, at);
