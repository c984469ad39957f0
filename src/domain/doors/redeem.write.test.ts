import { deepEqual, equal, rejects } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { reading, together } from '#lib/db.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { revokeTickets } from '#domain/registrations/tickets.write.server.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { doorForm, minding, registeringSession, ticketsFor, type Registering } from '../../../tests/doorway.ts';
import { addDoor, initializeScanner, inviteDevice, shutDevice } from './doors.write.server.ts';
import type { DoorForm, RedeemForm } from './form.ts';
import { eventFor, itemsFor, listFor, positionsFor, revokedSecrets, scannerOf } from './pretix.read.server.ts';
import { orderOf, pretixReasons } from './pretix.rules.ts';
import { redeemTicket } from './redeem.write.server.ts';

async function scannerAt(world: Scene, of: Registering, more: Partial<DoorForm> = {}) {
	const who = minding(world, of.session);
	const door = await addDoor(world.db, who, doorForm(more), noon);
	const [secret, token] = [await inviteDevice(world.db, who, { door, device: 'Scanner' }, noon), newSecret()];
	await initializeScanner(world.db, { secret, token }, noon);
	const refused = { code: 'doors.enrol-refused' };
	await rejects(initializeScanner(world.db, { secret, token: newSecret() }, noon), refused);
	return { who, token, scanner: await scannerOf(reading(world.db), `Device ${token}`) };
}

const redeem = (secret: string, more: Partial<RedeemForm> = {}): RedeemForm => ({
	...{ secret, lists: [1], force: false, type: 'entry', nonce: undefined, datetime: undefined },
	...more
});

test('a scanner is answered in the fixed words of pretix’s protocol, once for each nonce', () =>
	scene(async (world) => {
		const { db } = world;
		const of = await registeringSession(world);
		const elsewhere = await registeringSession(world, 'elsewhere');
		const { scanner } = await scannerAt(world, of, { kinds: [of.publicKind], way: 'both' });
		const [good, gone] = await ticketsFor(db, of, ['Good', 'Gone']);
		const [press] = await ticketsFor(db, of, ['Press'], of.pressKind);
		const [other] = await ticketsFor(db, elsewhere, ['Other']);
		await together(db, (tx) => revokeTickets(tx, gone!.registration_id!, 'cancelled', hours(-1)));
		const ask = async (secret: string, more: Partial<RedeemForm> = {}) => {
			const { isLet, reason } = await redeemTicket(db, scanner, redeem(secret, more), noon);
			return isLet ? 'ok' : pretixReasons[reason!];
		};
		equal(await ask(good!.secret, { nonce: 'abc' }), 'ok');
		equal(await ask(good!.secret, { nonce: 'abc' }), 'ok');
		equal(await ask(good!.secret, { nonce: 'def' }), 'already_redeemed');
		equal(await ask(good!.secret, { nonce: 'def' }), 'already_redeemed');
		equal(await ask(good!.secret, { force: true, nonce: 'ghi' }), 'ok');
		equal(await ask(good!.secret, { type: 'exit' }), 'ok');
		equal(await ask(gone!.secret), 'revoked');
		equal(await ask(press!.secret), 'product');
		equal(await ask(other!.secret), 'invalid');
		equal(await ask(other!.secret, { force: true }), 'invalid');
		equal(await ask('t85xbnppabyq3p282eb6cba35n8tgrce'), 'invalid');
		equal(await ask(good!.secret, { datetime: hours(-5) }), 'invalid_time');
		const rows = await db.selectFrom('check_ins').select(['nonce', 'was_forced']).execute();
		deepEqual([rows.length, rows.filter(({ was_forced }) => was_forced).length], [10, 1]);
		equal((await told(db)).at(-1), 'door.read');
	}));

test('two scanners that ask at once get one admission', () =>
	scene(async (world) => {
		const of = await registeringSession(world);
		const [one, other] = [await scannerAt(world, of), await scannerAt(world, of)];
		const tickets = await ticketsFor(world.db, of, ['A', 'B', 'C']);
		for (const { secret } of tickets) {
			const answers = await Promise.all(
				[one, other, one, other].map(({ scanner }) => redeemTicket(world.db, scanner, redeem(secret), noon))
			);
			equal(answers.filter(({ isLet }) => isLet).length, 1);
		}
	}));

test('a scanner’s token opens its own host’s door while it is on, and nothing else', () =>
	scene(async (world) => {
		const of = await registeringSession(world);
		const { scanner, token, who } = await scannerAt(world, of);
		const refused = { code: 'doors.device-refused' };
		const read = reading(world.db);
		equal((await scannerOf(read, `Device ${token}`, 'madang-host')).id, scanner.id);
		await rejects(scannerOf(read, `Device ${token}`, 'other-host'), refused);
		for (const shown of [null, '', `Bearer ${token}`, `Device ${newSecret()}`, 'Device x']) {
			await rejects(scannerOf(read, shown), refused);
		}
		await shutDevice(world.db, who, scanner.id, noon);
		await rejects(scannerOf(read, `Device ${token}`), refused);
	}));

type Shape = Record<string, unknown>;
const fixture = (name: string) =>
	JSON.parse(readFileSync(join(import.meta.dirname, '../../../tests/pretix', `${name}.json`), 'utf8')) as Shape;
const typeOf = (value: unknown) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

/** Where ours has not what theirs has: a key that is missing, or a value of another type. Nothing may always be null. */
function missing(ours: Shape, theirs: Shape, path = ''): string[] {
	return Object.entries(theirs).flatMap(([key, value]) => {
		if (!(key in ours)) return [`${path}${key} is missing`];
		const [own, type] = [typeOf(ours[key]), typeOf(value)];
		if (own === 'null' || type === 'null') return [];
		if (own !== type) return [`${path}${key} is ${own}, not ${type}`];
		const isOpen = ['name', 'attendee_name_parts', 'name_parts'].includes(key);
		if (type === 'object' && !isOpen) return missing(ours[key] as Shape, value as Shape, `${path}${key}.`);
		const [mine, first] = [ours[key], value] as [unknown[], unknown[]];
		const holds = type === 'list' && mine.length > 0 && typeOf(first[0]) === 'object';
		return holds ? missing(mine[0] as Shape, first[0] as Shape, `${path}${key}[].`) : [];
	});
}

test('what a scanner keeps has the keys and types of pretix’s own answers, and no name but a masked one', () =>
	scene(async (world) => {
		const { db } = world;
		const of = await registeringSession(world);
		const { scanner } = await scannerAt(world, of, { kinds: [of.pressKind], invited: false });
		const [ticket, gone] = await ticketsFor(db, of, ['김철수', 'Gone']);
		await redeemTicket(db, scanner, redeem(ticket!.secret, { force: true }), noon);
		await together(db, (tx) => revokeTickets(tx, gone!.registration_id!, 'cancelled', noon));
		const read = reading(db);
		const [first] = await positionsFor(read, scanner);
		const order = orderOf(first!);
		deepEqual(missing(await eventFor(read, scanner), fixture('event')), []);
		deepEqual(missing((await itemsFor(read, scanner))[0]!, fixture('item')), []);
		deepEqual(missing(await listFor(read, scanner, 'en'), fixture('checkinlist')), []);
		deepEqual(missing(order as unknown as Shape, fixture('order')), []);
		deepEqual(order.positions[0]!.checkins, [
			{ id: 1, datetime: noon.toISOString(), list: (await listFor(read, scanner, 'en')).id, type: 'entry' }
		]);
		equal(JSON.stringify(order).includes('철'), false);
		equal(order.positions[0]!.attendee_name, '김*수');
		deepEqual((await listFor(read, scanner, 'en')).limit_products, [3]);
		deepEqual(
			(await revokedSecrets(read, scanner)).map(({ secret }) => secret),
			[gone!.secret]
		);
	}));
