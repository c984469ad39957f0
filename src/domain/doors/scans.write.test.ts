import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading, together } from '#lib/db.server.ts';
import { trialTicket } from '#domain/registrations/tickets.read.server.ts';
import { revokeTickets } from '#domain/registrations/tickets.write.server.ts';
import { hours, noon, scene, told } from '../../../tests/cast.ts';
import { handIn, mannedDoor, phoneAt, registeringSession, scanned, ticketsFor } from '../../../tests/doorway.ts';
import { booksOf, headsOf } from './books.rules.ts';
import { shutDevice } from './doors.write.server.ts';
import { checkInsPerMinute, newsForDevice, scansOf } from './read.server.ts';

test('a reading is kept once however often it comes, and its answer is the one it had', () =>
	scene(async (world) => {
		const of = await registeringSession(world);
		const { device } = await mannedDoor(world, of);
		const [ticket] = await ticketsFor(world.db, of, ['김철수']);
		const scans = [scanned('1', ticket!.secret), scanned('2', 'nothing of ours', { wasLet: false })];
		const first = await handIn(world.db, device, scans);
		deepEqual(first, [
			{ nonce: '00000001', reason: null },
			{ nonce: '00000002', reason: 'not-a-ticket' }
		]);
		for (let times = 0; times < 4; times++) deepEqual(await handIn(world.db, device, scans.toReversed()), first);
		equal((await world.db.selectFrom('check_ins').select('id').execute()).length, 2);
		deepEqual((await told(world.db)).slice(-3), ['device.invited', 'device.enrolled', 'door.read']);
	}));

test('whatever is wrong with a reading is said, and the reading is kept', () =>
	scene(async (world) => {
		const { db } = world;
		const of = await registeringSession(world);
		const elsewhere = await registeringSession(world, 'elsewhere');
		const { device } = await mannedDoor(world, of, { kinds: [of.publicKind], way: 'both' });
		const [good, gone, later] = await ticketsFor(db, of, ['Good', 'Gone', 'Later']);
		const [press] = await ticketsFor(db, of, ['Press'], of.pressKind);
		const [other] = await ticketsFor(db, elsewhere, ['Other']);
		await together(db, (tx) => revokeTickets(tx, gone!.registration_id!, 'cancelled', hours(-1)));
		await together(db, (tx) => revokeTickets(tx, later!.registration_id!, 'cancelled', hours(1)));
		const trial = await trialTicket(db, of.session, noon);
		const altered = good!.secret.slice(0, 40) + (good!.secret[40] === 'A' ? 'B' : 'A') + good!.secret.slice(41);
		const cases: [string, string | null, object?][] = [
			[good!.secret, null],
			[good!.code.toLowerCase(), null],
			[altered, 'forged'],
			[trial, 'trial'],
			[other!.secret, 'other-session'],
			[other!.code, 'unknown'],
			['ABCDEFGHJKLM', 'unknown'],
			[gone!.secret, 'revoked'],
			[later!.secret, null],
			[press!.secret, 'wrong-kind'],
			[good!.secret, 'too-early', { at: hours(-3).getTime() }],
			[good!.secret, 'too-late', { at: hours(7).getTime() }],
			// Three hours ahead, and right by our clock.
			[good!.secret, null, { at: hours(3).getTime(), ahead: 3 * 3_600_000 }]
		];
		const scans = cases.map(([text, , more], nth) => scanned(String(nth), text, more));
		const taken = new Map((await handIn(db, device, scans)).map(({ nonce, reason }) => [nonce, reason]));
		deepEqual(
			scans.map(({ nonce }) => taken.get(nonce)),
			cases.map(([, reason]) => reason)
		);
	}));

test('what a door tries itself with opens a trial door, and a real ticket does not', () =>
	scene(async (world) => {
		const of = await registeringSession(world);
		const { device } = await mannedDoor(world, of, { trial: true });
		const [real] = await ticketsFor(world.db, of, ['Real']);
		const trial = await trialTicket(world.db, of.session, noon);
		const taken = await handIn(world.db, device, [scanned('1', trial), scanned('2', real!.secret)]);
		deepEqual(
			taken.map(({ reason }) => reason),
			[null, 'not-trial']
		);
		deepEqual(headsOf(booksOf(await scansOf(reading(world.db), of.session.id))).inside, 0);
	}));

test('nonsense among readings is kept as it came, and holds up none of the others', () =>
	scene(async (world) => {
		const of = await registeringSession(world);
		const { device } = await mannedDoor(world, of);
		const [ticket] = await ticketsFor(world.db, of, ['Good']);
		const scans = [
			...[null, 7, 'text', { nonce: 'only-a-nonce' }],
			{ ...scanned('9', 'x'), at: 'soon' },
			{ ...scanned('10', 'nul\0nul') },
			{ ...scanned('11', 'x'), way: 'undo' },
			scanned('12', ticket!.secret)
		];
		const taken = await handIn(world.db, device, scans);
		equal(taken.filter(({ reason }) => reason === 'nonsense').length, 7);
		const said = new Map(taken.map(({ nonce, reason }) => [nonce, reason]));
		deepEqual([said.get('00000012'), said.get('only-a-nonce')], [null, 'nonsense']);
	}));

test('a device that was switched off is still heard, and no longer counted', () =>
	scene(async (world) => {
		const { db } = world;
		const of = await registeringSession(world);
		const { device, who } = await mannedDoor(world, of);
		const [before, after] = await ticketsFor(db, of, ['Before', 'After']);
		await handIn(db, device, [scanned('1', before!.secret)]);
		await shutDevice(db, who, device.id, noon);
		await shutDevice(db, who, device.id, noon);
		deepEqual(await handIn(db, device, [scanned('2', after!.secret)]), [{ nonce: '00000002', reason: 'device-off' }]);
		deepEqual(headsOf(booksOf(await scansOf(reading(db), of.session.id))), { inside: 1, admitted: 1, conflicts: 0 });
		await rejects(db.deleteFrom('check_ins').execute());
	}));

test('a phone learns who may come by its own keys and masked names, then only what is new', () =>
	scene(async (world) => {
		const { db } = world;
		const of = await registeringSession(world);
		const { device, who, door } = await mannedDoor(world, of);
		const { device: other } = await phoneAt(db, who, door, 'Other');
		const [first, second] = await ticketsFor(db, of, ['김철수', 'Robin Vale']);
		const news = await newsForDevice(reading(db), device, null, noon);
		deepEqual(
			news.entrants.map(({ name, tail, off }) => [name, tail, off]),
			[
				['김*수', first!.code.slice(-4), null],
				['R**** V***', second!.code.slice(-4), null]
			]
		);
		const told = JSON.stringify(news);
		for (const secret of [first!.code, first!.secret, '김철수', 'Robin']) equal(told.includes(secret), false);
		const others = await newsForDevice(reading(db), other, null, noon);
		equal(
			others.entrants.some(({ key }) => news.entrants.some((one) => one.key === key)),
			false
		);

		await handIn(db, other, [scanned('1', first!.secret)], hours(1));
		const next = await newsForDevice(reading(db), device, news.since, hours(1));
		deepEqual(next.inside, [
			{ key: news.entrants[0]!.key, inside: { at: noon.getTime(), door: { ko: '정문', en: 'Main door' } } }
		]);
		await handIn(db, other, [scanned('2', first!.secret, { way: 'undo', undoes: '00000001' })], hours(1));
		const last = await newsForDevice(reading(db), device, next.since, hours(1));
		deepEqual(last.inside, [{ key: news.entrants[0]!.key, inside: null }]);
		deepEqual((await newsForDevice(reading(db), device, last.since, hours(1))).inside, []);
	}));

test('who came in and went out is told by the minute', () =>
	scene(async (world) => {
		const { db } = world;
		const of = await registeringSession(world);
		const { device } = await mannedDoor(world, of);
		const [one, two] = await ticketsFor(db, of, ['One', 'Two']);
		const at = (seconds: number) => ({ at: noon.getTime() + seconds * 1000 });
		await handIn(db, device, [
			scanned('1', one!.secret, at(1)),
			scanned('2', two!.secret, at(59)),
			scanned('3', one!.secret, { ...at(60), way: 'exit' }),
			scanned('4', two!.secret, at(90))
		]);
		deepEqual(await checkInsPerMinute(reading(db), of.session.id), [
			{ minute: noon, entries: 2, exits: 0 },
			{ minute: new Date(noon.getTime() + 60_000), entries: 0, exits: 1 }
		]);
	}));
