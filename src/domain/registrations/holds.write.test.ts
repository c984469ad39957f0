import { deepEqual, equal, notEqual, ok, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { hours, letters, scene, told, visitorOf } from '../../../tests/cast.ts';
import { pressOf } from '../../../tests/floor.ts';
import {
	addKind,
	addRegister,
	broken,
	coming,
	registered,
	registers,
	typing,
	wanting
} from '../../../tests/register.ts';
import { confirmHold, holdPlaces, releaseHold } from './holds.write.server.ts';
import { expirePlaces } from './places.write.server.ts';

const held = async (...args: Parameters<typeof holdPlaces>) => {
	const answer = await holdPlaces(...args);
	ok(answer.is === 'held');
	return answer;
};

test('places are held until a time and then given, with tickets, a letter and a line of the journal', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 3 });
		const { token, until } = await held(db, coming(), wanting(at, 2), hours(0));
		deepEqual(until, hours(10 / 60));
		deepEqual(await confirmHold(db, token, typing('Sora', 1), hours(0.1)), { is: 'in', token });
		deepEqual(await registered(db), ['Sora registered 2']);
		deepEqual(await told(db), ['registration.held', 'registration.registered']);
		const [letter] = await letters(db);
		ok(letter!.to_address === 'sora@example.test' && letter!.body.includes(`/registrations/${token}`));
		deepEqual(await confirmHold(db, token, typing('Sora', 1), hours(1)), { is: 'in', token });
		equal((await letters(db)).length, 1);
		deepEqual(await broken(db), []);
	}));

test('the same press, and any other tab of the browser, has the same hold; other places change it', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 3 });
		const other = await addKind(db, at.sessionId, { capacity: 1 });
		const who = coming();
		const intent = randomUUID();
		const presses = [intent, intent, randomUUID(), randomUUID()].map((one) =>
			held(db, who, wanting(at, 1, one), hours(0))
		);
		equal(new Set((await Promise.all(presses)).map(({ token }) => token)).size, 1);
		deepEqual(await broken(db), []);
		const [first] = await Promise.all(presses);
		const larger = await held(db, who, wanting(at, 3), hours(0));
		notEqual(larger.token, first!.token);
		const moved = await held(db, who, wanting({ ...at, kind: other }), hours(0));
		notEqual(moved.token, larger.token);
		const { count } = await db
			.selectFrom('registrations')
			.select((eb) => eb.fn.countAll<number>().as('count'))
			.where('state', '=', 'held')
			.executeTakeFirstOrThrow();
		equal(count, 1);
		deepEqual(await broken(db), []);
	}));

test('what is full is answered as full; nothing is left behind', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 2 });
		await registers(db, at, 'Minu', { companions: 1 });
		deepEqual(await holdPlaces(db, coming(), wanting(at), hours(0)), { is: 'full' });
		deepEqual(await registered(db), ['Minu registered 2']);
	}));

test('too early, too late, too many, press places and another session’s kind are refused', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call });
		const other = await addRegister({ db, call }, { slug: 'other', manner: 'approval' });
		const hold = (wanted: ReturnType<typeof wanting>, now = hours(0)) => holdPlaces(db, coming(), wanted, now);
		await rejects(hold(wanting(at), hours(-1.1)), { code: 'registrations.not-open-yet' });
		await rejects(hold(wanting(at), hours(24)), { code: 'registrations.closed' });
		await rejects(hold(wanting(at, 4)), { code: 'registrations.too-many-companions' });
		await rejects(hold(wanting({ ...at, kind: other.kind })), { code: 'registrations.kind-not-found' });
		await rejects(hold(wanting(other)), { code: 'registrations.not-by-arrival' });
		await rejects(hold(wanting({ ...at, sessionId: randomUUID() })), { code: 'registrations.no-register' });
		deepEqual(await told(db), []);
	}));

test('press places are for the accredited', () =>
	scene(async (world) => {
		const { db, call, joon } = world;
		const at = await addRegister({ db, call });
		const press = { ...at, kind: await addKind(db, at.sessionId, { audience: 'press' }) };
		const visitor = visitorOf(joon);
		for (const who of [coming(), coming(visitor)])
			await rejects(holdPlaces(db, who, wanting(press), hours(0)), { code: 'registrations.only-press' });
		await (
			await pressOf(world, joon.id)
		)('accredited');
		equal((await holdPlaces(db, coming(visitor), wanting(press), hours(0))).is, 'held');
	}));

test('a hold that has run out is said to have, before and after it is swept; one can hold again', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 1 });
		const who = coming();
		const { token } = await held(db, who, wanting(at), hours(0));
		const late = hours(10 / 60);
		await rejects(confirmHold(db, token, typing('Sora'), late), { code: 'registrations.hold-expired' });
		await expirePlaces(db, at.kind, late);
		await rejects(confirmHold(db, token, typing('Sora'), late), { code: 'registrations.hold-expired' });
		const again = await held(db, who, wanting(at), late);
		await confirmHold(db, again.token, typing('Sora'), late);
		deepEqual(await registered(db), ['Sora registered 1']);
		deepEqual(await broken(db), []);
	}));

test('an address is in a register once: whoever types it again gets its link by letter, once an hour, and holds nothing', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 5 });
		await registers(db, at, 'Sora');
		for (const now of [hours(2), hours(2.1)]) {
			const { token } = await held(db, coming(), wanting(at), now);
			deepEqual(await confirmHold(db, token, typing('Sora'), now), { is: 'already' });
		}
		equal((await letters(db)).length, 2);
		const both = await Promise.all([1, 2].map(() => held(db, coming(), wanting(at), hours(3))));
		const outcomes = await Promise.all(both.map(({ token }) => confirmHold(db, token, typing('Juno'), hours(3))));
		deepEqual(outcomes.map(({ is }) => is).sort(), ['already', 'in']);
		deepEqual(await broken(db), []);
	}));

test('companions need names; a hold that is let go is free again, and somebody else’s link is not there', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 3 });
		const { token } = await held(db, coming(), wanting(at, 3), hours(0));
		await rejects(confirmHold(db, token, typing('Sora', 1), hours(0)), {
			fields: { 'companion.2': 'lib.required' }
		});
		await releaseHold(db, token, hours(0));
		await releaseHold(db, token, hours(0));
		deepEqual(await told(db), ['registration.held', 'registration.released']);
		deepEqual(await broken(db), []);
		await rejects(confirmHold(db, 'nonsense', typing('Sora'), hours(0)), { code: 'registrations.not-found' });
	}));

test('a hundred who confirm at once each have their tickets, and each has their own outcome', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 100, companions: 1 });
		const names = Array.from({ length: 60 }, (_, nth) => `N${nth}`);
		const tokens = await Promise.all(
			names.map(async (_, nth) => (await held(db, coming(), wanting(at, nth < 10 ? 2 : 1), hours(0))).token)
		);
		const confirm = (token: string, nth: number) =>
			confirmHold(db, token, typing(nth === 59 ? 'N58' : `N${nth}`, nth < 9 ? 1 : 0), hours(0.1));
		const [outcomes, twice] = await Promise.all([
			Promise.allSettled(tokens.map(confirm)),
			Promise.all([confirm(tokens[5]!, 5), confirm(tokens[5]!, 5)]) // an impatient finger, in one batch with the others
		]);
		deepEqual(
			twice.map(({ is }) => is),
			['in', 'in']
		);
		const count = (is: string) => outcomes.filter((one) => one.status === 'fulfilled' && one.value.is === is).length;
		deepEqual([count('in'), count('already')], [58, 1], 'two of one address: one of them is in');
		const refused = outcomes.filter((one) => one.status === 'rejected');
		deepEqual(
			refused.map(({ reason }) => (reason as { fields: unknown }).fields),
			[{ 'companion.1': 'lib.required' }]
		);
		const tickets = await db.selectFrom('tickets').select('name').execute();
		equal(tickets.length, 58 + 9);
		equal((await letters(db)).filter(({ body }) => body.includes('/registrations/')).length, 59);
		deepEqual(await broken(db), []);
	}));
