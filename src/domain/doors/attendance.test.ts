import { deepEqual, equal, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { reading, together } from '#lib/db.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { issueTickets } from '#domain/registrations/tickets.write.server.ts';
import { arrivalsOf, emf2016 } from '../../../sample/arrivals.ts';
import { hours, noon, scene, words, type Scene } from '../../../tests/cast.ts';
import { addSession } from '../../../tests/floor.ts';
import { attendanceOf } from './attendance.read.server.ts';
import { curveOf, noShow, overbookable } from './attendance.rules.ts';

const hourMs = 3_600_000;

test('the real curve of a day plays through the doors, hour by hour as it was', () => {
	const comers = arrivalsOf(1371, hourMs).map((at) => ({ kind: 'k', moves: [{ way: 'entry' as const, at }] }));
	const curve = curveOf(comers, 16 * hourMs)!;
	equal(curve.stepMs, hourMs / 2);
	const entered = (hour: number) => curve.points.filter(({ at }) => at > hour * hourMs && at <= (hour + 1) * hourMs).reduce((sum, one) => sum + one.entered, 0); // prettier-ignore
	deepEqual(emf2016.map((_, hour) => entered(hour)), emf2016); // prettier-ignore
	equal(curve.points.at(-1)!.came, 1371);
	ok(curve.busiest.at > 3 * hourMs && curve.busiest.at <= 6 * hourMs);
});

test('before anyone came there is no curve; one who came, went and came again is one who came', () => {
	equal(curveOf([{ kind: null, moves: [] }], 0), null);
	const moves = [1, 2, 3].map((at) => ({ way: at === 2 ? ('exit' as const) : ('entry' as const), at: at * 60_000 }));
	const curve = curveOf([{ kind: null, moves }], 4 * 60_000)!;
	deepEqual(curve.points.map(({ came, inside }) => [came, inside]), [[0, 0], [1, 1], [1, 0], [1, 1]]); // prettier-ignore
});

test('who stays away is a share with what it may be; the cautious end of it says how many more may be given', () => {
	equal(noShow({ given: 0, came: 0 }), null);
	const { share, low, high } = noShow({ given: 240, came: 213 })!;
	deepEqual([share, low, high].map((one) => one.toFixed(4)), ['0.1125', '0.0785', '0.1587']); // prettier-ignore
	equal(overbookable(240, low), 20);
	deepEqual([overbookable(240, 0), overbookable(240, 1), overbookable(1, 0.5)], [0, 0, 1]);
	equal(noShow({ given: 3, came: 3 })!.share, 0);
});

/** A session with four tickets of one kind, and a door of it that reads them. */
async function atDoor(world: Scene) {
	const { db, hana } = world;
	const session = await addSession(world);
	await db
		.insertInto('registers')
		.values({ session_id: session.id, opens_at: hours(-9), closes_at: hours(-1), made_at: hours(-9) })
		.execute();
	const { id: place_kind_id } = await db
		.insertInto('place_kinds')
		.values({ session_id: session.id, position: 0, name: words('Public'), capacity: 4, taken: 4, companions: 3 })
		.returning('id')
		.executeTakeFirstOrThrow();
	const who = { name: 'Sora', email: 'sora@example.test', locale: 'en', token_hash: hashed(newSecret()) };
	const registration = await db
		.insertInto('registrations')
		.values({
			...who,
			session_id: session.id,
			place_kind_id,
			state: 'registered',
			size: 4,
			made_at: noon,
			state_at: noon
		})
		.returning(['id', 'session_id'])
		.executeTakeFirstOrThrow();
	const holders = [0, 1, 2, 3].map((nth) => ({ nth, name: `T${nth}` }));
	await together(db, (tx) => issueTickets(tx, [{ ...registration, holders }], noon));
	const tickets = await db.selectFrom('tickets').select('id').orderBy('nth').execute();
	const { id: door_id } = await db
		.insertInto('doors')
		.values({
			session_id: session.id,
			name: words('Door'),
			opens_at: hours(-1),
			closes_at: hours(3),
			made_at: noon,
			made_by: hana.id
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const { id: device_id } = await db
		.insertInto('door_devices')
		.values({ door_id, name: 'Phone', enrol_until: noon, salt: 's', made_at: noon, made_by: hana.id })
		.returning('id')
		.executeTakeFirstOrThrow();
	const read = (nth: number, way: 'entry' | 'exit', minute: number, wasLet = true) =>
		db
			.insertInto('check_ins')
			.values({
				...{
					device_id,
					door_id,
					session_id: session.id,
					ticket_id: tickets[nth]!.id,
					nonce: randomUUID(),
					said: '',
					way
				},
				...{
					at: new Date(noon.getTime() + minute * 60_000),
					device_at: noon,
					ahead_ms: 0,
					was_let: wasLet,
					received_at: noon
				}
			})
			.execute();
	return { session, read };
}

test('what the doors read is counted by kind: came, in now, stayed away; what was not let in is nobody', () =>
	scene(async (world) => {
		const { session, read } = await atDoor(world);
		await read(0, 'entry', 1);
		await read(1, 'entry', 2);
		await read(1, 'exit', 20);
		await read(1, 'entry', 21, false);
		await read(0, 'entry', 25); // a second head by one ticket: a conflict, not a person
		const seen = await attendanceOf(reading(world.db), session, hours(0.4));
		deepEqual([seen.given, seen.came, seen.inside, seen.conflicts, seen.isSettled], [4, 2, 1, 1, false]);
		deepEqual(seen.kinds.map(({ name, given, came, inside }) => [name.en, given, came, inside]), [['Public', 4, 2, 1]]); // prettier-ignore
		equal(seen.noShow!.share, 0.5);
		ok((await attendanceOf(reading(world.db), session, hours(0.5))).isSettled);
		const elsewhere = await addSession(world, { slug: 'evening' });
		equal((await attendanceOf(reading(world.db), elsewhere, hours(1))).given, 0);
	}));
