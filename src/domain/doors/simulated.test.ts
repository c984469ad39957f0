// Doors that lose their line, their clock, their answers and a phone: whatever happens, the books balance. With DOORS=500
// in the environment as many phones as that; SEED makes a run again.
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { reading, together, type Db } from '#lib/db.server.ts';
import { revokeTickets } from '#domain/registrations/tickets.write.server.ts';
import { noon, scene } from '../../../tests/cast.ts';
import { doorForm, minding, phoneAt, registeringSession, ticketsFor } from '../../../tests/doorway.ts';
import { chanceOf, type Chance } from '../../../sample/chance.ts';
import { booksOf, headsOf } from './books.rules.ts';
import { addDoor, shutDevice } from './doors.write.server.ts';
import type { ScanForm } from './form.ts';
import { deviceView, newsForDevice, scansOf, type DeviceAtDoor, type Since } from './read.server.ts';
import { takeScans } from './scans.write.server.ts';
import { judge, type DoorAtHand, type Entrant, type Inside } from './verdict.rules.ts';

const phones = Number(process.env.DOORS ?? 6);
const seed = process.env.SEED ?? String(Math.floor(performance.timeOrigin));
const minute = 60_000;
const dayLength = 180 * minute;
const start = noon.getTime();

type Phone = {
	device: DeviceAtDoor;
	door: DoorAtHand;
	entrants: Map<string, Entrant>;
	inside: Map<string, Inside>;
	since: Since;
	queue: ScanForm[];
	/** Everything it ever read, for the one who knows all. */
	made: ScanForm[];
	aheadMs: number;
	away: { from: number; to: number };
	/** It was told that it is switched off: it forgets everything and reads no more. */
	isOff: boolean;
};

test(`${phones} doors with no line for up to three hours balance with what really happened (seed ${seed})`, () =>
	scene(async (world) => {
		const { db } = world;
		const chance = chanceOf(seed);
		const of = await registeringSession(world);
		const who = minding(world, of.session);
		const all = await openPhones(db, { who, chance, world });
		const tickets = await ticketsFor(
			db,
			of,
			Array.from({ length: phones * 4 }, (_, nth) => `Guest ${nth}`)
		);
		for (const phone of all) await sync(db, phone, { at: start, chance });

		const stolen = all[0]!;
		const revoked = tickets.slice(0, 3);
		const codes = tickets.map(({ secret }) => secret);
		for (let nth = 0; nth < phones * 14; nth++) {
			const at = Math.round(start + (nth * dayLength) / (phones * 14));
			if (nth === phones * 5) {
				for (const one of revoked)
					await together(db, (tx) => revokeTickets(tx, one.registration_id!, 'cancelled', new Date(at)));
			}
			if (nth === phones * 8) await shutDevice(db, who, stolen.device.id, new Date(at));
			const phone = chance.pick(all);
			const code = chance.pick(codes);
			if (!phone.isOff) read(phone, code, { at, chance, nth });
			if (chance.happens(0.15)) await sync(db, chance.pick(all), { at, chance });
		}
		const counted = await stolenCounted(db, stolen);
		await everybodyBack(db, all, chance);

		const kept = await db.selectFrom('check_ins').select(['nonce', 'reason', 'device_id']).execute();
		const made = all.flatMap((phone) => phone.made.map(({ nonce }) => nonce));
		deepEqual(kept.map(({ nonce }) => nonce).sort(), made.sort(), 'every reading is kept, once');
		equal(
			kept.filter(({ reason }) => reason === 'device-off').every(({ device_id }) => device_id === stolen.device.id),
			true
		);

		const books = booksOf(await scansOf(reading(db), of.session.id));
		deepEqual(headsOf(books), whatHappened(all, stolen, counted));
		equal(
			all.reduce((sum, phone) => sum + twiceByOne(phone, all), 0),
			0,
			'no phone let a ticket in twice'
		);
	}));

type Making = { who: ReturnType<typeof minding>; chance: Chance; world: Parameters<typeof minding>[0] };

async function openPhones(db: Db, { who, chance }: Making): Promise<Phone[]> {
	const doors = [];
	const open = { opens: '2026-11-23T11:00', closes: '2026-11-23T23:00' };
	for (let nth = 0; nth < Math.max(2, phones / 50); nth++) doors.push(await addDoor(db, who, doorForm(open), noon));
	const all: Phone[] = [];
	for (let nth = 0; nth < phones; nth++) {
		const { device } = await phoneAt(db, who, doors[nth % doors.length]!, `Phone ${nth}`);
		const { door } = await deviceView(reading(db), device);
		const from = start + chance.next() * dayLength;
		all.push({
			...{ device, door, entrants: new Map(), inside: new Map(), since: null, queue: [], made: [] },
			aheadMs: Math.round((chance.next() * 2 - 1) * 180 * minute),
			away: { from, to: from + chance.next() * 180 * minute },
			isOff: false
		});
	}
	return all;
}

/** Somebody comes to a phone, in or out, which decides by what it knows; now and then it takes that back. */
function read(phone: Phone, text: string, { at, chance, nth }: { at: number; chance: Chance; nth: number }) {
	const way = chance.happens(0.25) ? 'exit' : 'entry';
	const roster = { entrant: (key: string) => phone.entrants.get(key), inside: (key: string) => phone.inside.get(key) };
	const { isLet, reason, key } = judge(phone.door, roster, { text, way, at });
	const before = phone.inside.get(key!);
	const scan: ScanForm = {
		...{ nonce: `reading-${nth}`, text, way, undoes: null, at: at + phone.aheadMs, ahead: phone.aheadMs },
		...{ wasLet: isLet, wasForced: false, told: reason }
	};
	keep(phone, scan);
	if (!isLet) return;
	stand(phone, key!, way === 'entry' ? { at, door: { ko: '', en: '' } } : undefined);
	if (!chance.happens(0.05)) return;
	keep(phone, { ...scan, nonce: `undo-of-${nth}`, way: 'undo', undoes: scan.nonce, wasLet: false });
	stand(phone, key!, before);
}

function keep(phone: Phone, scan: ScanForm) {
	phone.queue.push(scan);
	phone.made.push(scan);
}

function stand({ inside }: Phone, key: string, now: Inside | undefined) {
	if (now) inside.set(key, now);
	else inside.delete(key);
}

/** Speaks to the server, where there is a line. One answer in five never comes: what was handed in is handed in again. */
async function sync(db: Db, phone: Phone, { at, chance }: { at: number; chance: Chance }) {
	if (phone.away.from <= at && at < phone.away.to) return;
	const scans = chance.shuffled(phone.queue);
	const form = { now: at + phone.aheadMs, since: phone.since, waiting: scans.length, scans };
	const taken = await takeScans(db, phone.device, form, new Date(at));
	if (phone.since !== null && chance.happens(0.2)) return;
	const named = new Set(taken.map(({ nonce }) => nonce));
	phone.queue = phone.queue.filter(({ nonce }) => !named.has(nonce));
	phone.isOff = await isShut(db, phone);
	if (phone.isOff) return; // a shut phone is told no news
	const news = await newsForDevice(reading(db), phone.device, phone.since, new Date(at));
	phone.since = news.since;
	for (const one of news.entrants) phone.entrants.set(one.key, one);
	for (const { key, inside } of news.inside) stand(phone, key, inside ?? undefined);
}

async function isShut(db: Db, { device }: Phone): Promise<boolean> {
	const row = await db
		.selectFrom('door_devices')
		.select('shut_at')
		.where('id', '=', device.id)
		.executeTakeFirstOrThrow();
	return row.shut_at !== null;
}

/** Each phone hands in all it ever read five times, cut and shuffled, eight phones at once. */
async function everybodyBack(db: Db, all: Phone[], chance: Chance) {
	const batches = chance.shuffled(
		all.flatMap((phone) =>
			Array.from({ length: 5 }, () => chance.shuffled(phone.made)).flatMap((scans) => {
				const cut = Math.floor(chance.next() * scans.length);
				return [scans.slice(0, cut), scans.slice(cut)].map((part) => ({ phone, part }));
			})
		)
	);
	const queue = batches.values();
	const at = new Date(start + 2 * dayLength);
	const hand = async () => {
		for (const { phone, part } of queue) {
			const form = { now: at.getTime() + phone.aheadMs, since: null, waiting: 0, scans: part };
			await takeScans(db, phone.device, form, at);
		}
	};
	await Promise.all(Array.from({ length: 8 }, hand));
}

/** What of the stolen phone had come in before it was shut. */
async function stolenCounted(db: Db, { device }: Phone): Promise<Set<string>> {
	const rows = await db
		.selectFrom('check_ins')
		.select('nonce')
		.where('device_id', '=', device.id)
		.where('reason', 'is distinct from', 'device-off')
		.execute();
	return new Set(rows.map(({ nonce }) => nonce));
}

/** The one who saw everything, by another way than the books: whose last way was in is in. */
function whatHappened(all: Phone[], stolen: Phone, counted: Set<string>) {
	const known = all.flatMap((phone) =>
		phone === stolen ? phone.made.filter(({ nonce }) => counted.has(nonce)) : phone.made
	);
	const undone = new Set(known.map(({ undoes }) => undoes));
	const real = known.filter(({ way, wasLet, nonce }) => way !== 'undo' && wasLet && !undone.has(nonce));
	const byTicket = Map.groupBy(real, ({ text }) => text);
	let [inside, admitted, conflicts] = [0, 0, 0];
	for (const scans of byTicket.values()) {
		const ways = scans
			.toSorted((a, b) => a.at - a.ahead - (b.at - b.ahead) || (a.nonce < b.nonce ? -1 : 1))
			.map(({ way }) => way);
		if (ways.at(-1) === 'entry') inside++;
		if (ways.includes('entry')) admitted++;
		conflicts += ways.filter((way, nth) => way === 'entry' && ways[nth - 1] === 'entry').length;
	}
	return { inside, admitted, conflicts };
}

/** How often one phone let the same ticket in twice, with nobody letting it out between. */
function twiceByOne(phone: Phone, all: Phone[]): number {
	const moves = (phones: Phone[], way: string) =>
		phones.flatMap(({ made }) => {
			const undone = new Set(made.map(({ undoes }) => undoes));
			return made.filter((scan) => scan.wasLet && scan.way === way && !undone.has(scan.nonce));
		});
	const when = ({ at, ahead }: ScanForm) => at - ahead;
	const exits = Map.groupBy(moves(all, 'exit'), ({ text }) => text);
	let twice = 0;
	for (const [text, entries] of Map.groupBy(moves([phone], 'entry'), ({ text }) => text)) {
		const ordered = entries.toSorted((one, other) => when(one) - when(other));
		for (const [nth, entry] of ordered.slice(1).entries()) {
			const isOut = (exits.get(text) ?? []).some(
				(exit) => when(ordered[nth]!) < when(exit) && when(exit) < when(entry)
			);
			if (!isOut) twice++;
		}
	}
	return twice;
}
