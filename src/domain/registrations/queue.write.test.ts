import { deepEqual, equal, notDeepEqual, ok, rejects } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, scene, told, visitorOf, words, type Scene } from '../../../tests/cast.ts';
import { addSession } from '../../../tests/floor.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { admissionFor, admittedOrRefuse, orderOf, placeOf, queueAtDesk, queueOf } from './queue.read.server.ts';
import { houseMostFor, houseOf, inOrder, keyOf, sealOf } from './queue.rules.ts';
import { joinQueue, orderQueue, setQueue, standIn } from './queue.write.server.ts';

/** A register that opens in two hours; its queue may be come to from an hour before. */
const opening = hours(2);
const before = (minutes: number) => new Date(opening.getTime() - minutes * 60_000);
const after = (seconds: number) => new Date(opening.getTime() + seconds * 1000);
const form = { before: 60, aMinute: 60 };

async function rushed(world: Scene) {
	const session = await addSession(world);
	await world.db
		.insertInto('registers')
		.values({ session_id: session.id, opens_at: opening, closes_at: hours(50), made_at: hours(0) })
		.execute();
	await world.db
		.insertInto('place_kinds')
		.values({ session_id: session.id, position: 0, name: words('Public'), capacity: 2 })
		.execute();
	await setQueue(world.db, hanaAtDesk(world), { session, form }, hours(0));
	return { ...world, session, joon: gate.signedIn(world.visitors.joon), mina: gate.signedIn(world.visitors.mina) };
}

/** So many people with a place, each of a mail host of its own unless told, last seen two minutes before the opening. */
async function crowd(
	{ db, session }: Awaited<ReturnType<typeof rushed>>,
	size: number,
	host = "'h' || n || '.example'"
) {
	await sql`with made as (
			insert into people (email, locale, made_at)
			select 'p' || n || '@' || ${sql.raw(host)}, 'ko', ${hours(0)} from generate_series(1, ${size}) n returning id, email)
		insert into queue_places (session_id, person_id, mark, house, joined_at, seen_at)
		select ${session.id}, id, left(encode(sha256(id::text::bytea), 'hex'), 16), split_part(email, '@', 2), ${before(30)}, ${before(2)}
		from made`.execute(db);
}

const standing = (world: Awaited<ReturnType<typeof rushed>>, who = world.joon, at = before(20)) =>
	standIn(world.db, who, world, at);

test('a host brings a queue in before the opening, faster later, and never takes it from people who wait', () =>
	scene(async (world) => {
		const { db, session, joon } = await rushed(world);
		const set = (given: Partial<typeof form>, at: Date, who = hanaAtDesk(world)) =>
			setQueue(db, who, { session, form: { ...form, ...given } }, at);
		const seal = (await queueOf(reading(db), session.id))!.seed;
		await set({ before: 0 }, hours(0));
		equal(await queueOf(reading(db), session.id), undefined);
		await rejects(joinQueue(db, joon, { session }, before(20)), { code: 'registrations.no-queue' });
		await set({ before: 30 }, hours(0));
		deepEqual((await queueOf(reading(db), session.id))!.seed, seal, 'a seed is sealed once');
		await joinQueue(db, joon, { session }, before(20));
		await rejects(set({ before: 0 }, before(10)), { code: 'registrations.queue-in-use' });
		await rejects(set({ aMinute: 59 }, after(1)), { code: 'registrations.only-faster' });
		await set({ aMinute: 61 }, after(1));
		await rejects(set({}, hours(0), nariAtDesk(world)), { code: 'registrations.no-register' });
		const open = await addSession(world, { slug: 'evening' });
		const { db: store } = world;
		await store
			.insertInto('registers')
			.values({ session_id: open.id, opens_at: hours(0), closes_at: hours(9), made_at: hours(0) })
			.execute();
		await rejects(setQueue(db, hanaAtDesk(world), { session: open, form }, hours(1)), {
			code: 'registrations.queue-too-late'
		});
	}));

test('one comes from its hour on, once, in however many windows; nobody sees an order before the opening', () =>
	scene(async (world) => {
		const rush = await rushed(world);
		const { db, session, joon } = rush;
		await rejects(joinQueue(db, joon, { session }, before(61)), { code: 'registrations.queue-closed' });
		equal(await standing(rush), undefined);
		await Promise.all(Array.from({ length: 20 }, () => joinQueue(db, joon, { session }, before(20))));
		equal((await standing(rush))?.state, 'before');
		equal((await told(db)).filter((verb) => verb === 'queue.joined').length, 1);
		await orderQueue(db, session, before(0.001));
		equal(await orderOf(reading(db), (await queueOf(reading(db), session.id))!), undefined);
		await rejects(joinQueue(db, joon, { session }, hours(51)), { code: 'registrations.queue-closed' });
	}));

test('five thousand who were there stand in an order that anybody can make again; who was away or late comes behind', () =>
	scene(async (world) => {
		const rush = await rushed(world);
		const { db, session, joon, mina } = rush;
		await crowd(rush, 4_999);
		await joinQueue(db, joon, { session }, before(50)); // and goes away
		await joinQueue(db, mina, { session }, before(50));
		await standing(rush, mina, before(1));
		await Promise.all([1, 2, 3].map(() => orderQueue(db, session, after(0))));
		const queue = (await queueOf(reading(db), session.id))!;
		deepEqual([queue.present, queue.newest], [5_000, 5_000]);
		const published = (await orderOf(reading(db), queue))!;
		equal(published.seal, sealOf(published.seed));
		const again = published.order.toSorted((a, b) =>
			keyOf(published.seed, a.mark) < keyOf(published.seed, b.mark) ? -1 : 1
		);
		deepEqual(again.map(({ position }) => position), Array.from({ length: 5_000 }, (_, at) => at + 1)); // prettier-ignore
		const late = await standing(rush, joon, after(5));
		deepEqual(late?.state === 'waiting' && [late.position, late.ahead, late.turn], [5_001, 4_994, after(5_000)]);
		equal((await standing(rush, joon, after(5_000)))?.state, 'turn');
		deepEqual(await queueAtDesk(reading(db), await queueOf(reading(db), session.id).then((it) => it!), after(600)), {
			...{ all: 5_001, here: 0, present: 5_000, positioned: 5_001, turns: 601 }
		});
		equal((await told(db)).filter((verb) => verb === 'queue.ordered').length, 1);
	}));

test('as each is told its turn and asks when it was told to, they come in as they stand: τ is 1 and no window helps', () =>
	scene(async (world) => {
		const rush = await rushed(world);
		await crowd(rush, 120);
		await orderQueue(rush.db, rush.session, after(0));
		const people = await rush.db
			.selectFrom('queue_places')
			.innerJoin('people', 'people.id', 'person_id')
			.select(['position', 'people.id', 'email', 'name'])
			.orderBy('email')
			.execute();
		const asks = people.map((one, at) => ({ ...one, due: (at % 20) * 997, tabs: at % 3 === 0 ? 2 : 1 }));
		const entered: { position: number; at: number }[] = [];
		for (const { position, due, tabs, ...person } of asks) {
			const who = gate.signedIn(visitorOf({ ...person, locale: 'ko' }));
			let first = Infinity;
			for (let tab = 0; tab < tabs; tab++) {
				let now = due;
				for (;;) {
					const stand = (await standIn(rush.db, who, rush, new Date(opening.getTime() + now)))!;
					if (stand.state === 'turn') break;
					now += stand.again;
				}
				first = Math.min(first, now);
			}
			entered.push({ position: position!, at: first });
		}
		ok(tau(entered.filter(({ position }) => position > 20)) >= 0.999); // the first twenty asked after their turn
	}));

/** Kendall's τ between a position and when one entered. */
function tau(entered: { position: number; at: number }[]): number {
	let sum = 0;
	for (const a of entered) for (const b of entered) sum += Math.sign((a.position - b.position) * (a.at - b.at));
	return sum / (entered.length * (entered.length - 1));
}

test('of one house a hundredth of the places is in front, whatever it sends; the rest comes behind everybody', () => {
	const seed = randomBytes(32).toString('hex');
	const bots = Array.from({ length: 10_000 }, (_, at) => ({ mark: `b${at}`, house: 'catch-all.example' }));
	const people = Array.from({ length: 200 }, (_, at) => ({
		mark: `p${at}`,
		house: houseOf(`p${at}@university.ac.kr`)
	}));
	const order = inOrder(seed, [...bots, ...people], houseMostFor(200));
	equal(order.slice(0, 202).filter(({ house }) => house !== '').length, 2);
	notDeepEqual(order, inOrder(randomBytes(32).toString('hex'), [...bots, ...people], 2));
	deepEqual([0, 200, 201, 5_000].map(houseMostFor), [2, 2, 3, 50]);
	deepEqual(
		['a@naver.com', 'a@snu.ac.kr', 'a@mit.edu', 'a@busan.go.kr', 'a@firm.co.kr', 'a@ac.evil.example'].map(houseOf),
		['', '', '', '', 'firm.co.kr', 'ac.evil.example']
	);
});

test('only who was let in is let in: none without, of another session, run out, edited or made up', () =>
	scene(async (world) => {
		const rush = await rushed(world);
		const { db, session, joon } = rush;
		const read = reading(db);
		const refused = { code: 'registrations.queue-first' };
		const ask = (token?: string, at = after(1), sessionId = session.id) => admittedOrRefuse(read, sessionId, token, at);
		await rejects(ask(), refused);
		await joinQueue(db, joon, { session }, before(5));
		const place = (await placeOf(read, session.id, joon.personId))!;
		const token = await admissionFor(db, { sessionId: session.id, placeId: place.id }, after(0));
		await rejects(ask(token), refused); // nobody has a turn before there is an order
		await orderQueue(db, session, after(0));
		await standing(rush, joon, after(0));
		deepEqual(await ask(token), { placeId: place.id, personId: joon.personId, email: 'joon@example.test' });
		await rejects(ask(token, after(15 * 60)), refused);
		const other = await addSession(world, { slug: 'evening' });
		equal(await ask(token, after(1), other.id), null, 'no register, no queue');
		const letters = 'ABCDEFGHabcdefgh0123456789._-';
		for (let at = 0; at < 1_500; at++) {
			const cut = at % token.length;
			const forged = token.slice(0, cut) + letters[at % letters.length] + token.slice(cut + (at % 3));
			if (sameBytes(forged, token)) continue;
			await rejects(ask(forged), refused, forged);
		}
	}));

// The last letter of base64url has bits that mean nothing.
const sameBytes = (one: string, other: string) =>
	one.slice(0, one.lastIndexOf('.')) === other.slice(0, other.lastIndexOf('.')) &&
	Buffer.from(one.split('.').at(-1)!, 'base64url').equals(Buffer.from(other.split('.').at(-1)!, 'base64url'));

test('while the queue cannot be asked nobody registers, and the session can still be read', () =>
	scene(async (world) => {
		const { db, session } = await rushed(world);
		await sql`alter table queues rename to queues_away`.execute(world.owner);
		await rejects(admittedOrRefuse(reading(db), session.id, 'any', after(1)), {
			code: 'registrations.queue-uncounted'
		});
		equal((await db.selectFrom('sessions').select('slug').executeTakeFirstOrThrow()).slug, session.slug);
	}));
