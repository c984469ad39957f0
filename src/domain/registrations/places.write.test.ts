import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { letters, scene, told, hours } from '../../../tests/cast.ts';
import { otherProcess } from '../../../tests/processes.ts';
import { addRegister, broken, coming, joins, registered, registers, wanting } from '../../../tests/register.ts';
import { reading } from '#lib/db.server.ts';
import { holdPlaces } from './holds.write.server.ts';
import { expirePlaces } from './places.write.server.ts';
import { kindsRunOut } from './read.server.ts';
import { acceptOffer, cancelRegistration } from './write.server.ts';

test('a hold that runs out gives its places back, once, and they are offered to who waits', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 1 });
		await holdPlaces(db, coming(), wanting(at), hours(0));
		await joins(db, at, 'Sora');
		const run = hours(10 / 60);
		deepEqual(await kindsRunOut(reading(db), hours(0.1)), []);
		deepEqual(await kindsRunOut(reading(db), run), [at.kind]);
		await expirePlaces(db, at.kind, hours(0.1));
		deepEqual(await registered(db), ['Sora waiting 1']);
		await Promise.all([expirePlaces(db, at.kind, run), expirePlaces(db, at.kind, run)]);
		deepEqual(await registered(db), ['Sora offered 1']);
		deepEqual(await broken(db), []);
		deepEqual((await told(db)).slice(-2), ['registration.expired', 'registration.offered']);
		equal((await letters(db)).filter(({ subject }) => subject.includes('Will you take it')).length, 1);
	}));

test('an offer nobody takes goes on to the next; it is told to both', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 1 });
		const first = await registers(db, at, 'Minu');
		await joins(db, at, 'Sora');
		const third = await joins(db, at, 'Juno');
		await cancelRegistration(db, first, hours(1));
		deepEqual(await registered(db), ['Minu cancelled 1', 'Sora offered 1', 'Juno waiting 1']);
		await expirePlaces(db, at.kind, hours(25));
		deepEqual(await registered(db), ['Minu cancelled 1', 'Sora expired 1', 'Juno offered 1']);
		await acceptOffer(db, third, hours(26));
		deepEqual(await registered(db), ['Minu cancelled 1', 'Sora expired 1', 'Juno registered 1']);
		deepEqual(await broken(db), []);
	}));

test('an offer stands no longer than until the session begins, and then nobody is offered anything', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 1 });
		const first = await registers(db, at, 'Minu');
		await joins(db, at, 'Sora');
		await joins(db, at, 'Juno');
		await cancelRegistration(db, first, hours(47));
		const { until } = await db
			.selectFrom('registrations')
			.select('until')
			.where('state', '=', 'offered')
			.executeTakeFirstOrThrow();
		deepEqual(until, hours(48));
		await expirePlaces(db, at.kind, hours(48));
		deepEqual(await registered(db), ['Minu cancelled 1', 'Sora expired 1', 'Juno waiting 1']);
	}));

test('expiry against acceptance has one outcome, which both see', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 1 });
		const first = await registers(db, at, 'Minu');
		const second = await joins(db, at, 'Sora');
		await cancelRegistration(db, first, hours(1));
		const [accepted] = await Promise.allSettled([
			acceptOffer(db, second, new Date(hours(25).getTime() - 1)),
			expirePlaces(db, at.kind, hours(25))
		]);
		const state = (await registered(db))[1];
		equal(state, accepted.status === 'fulfilled' ? 'Sora registered 1' : 'Sora expired 1');
		deepEqual(await broken(db), []);
	}));

test('whoever waits too long for others is told to ask again, and never that it is full', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 1 });
		await db.transaction().execute(async (tx) => {
			await tx.selectFrom('place_kinds').select('id').forUpdate().execute();
			await rejects(holdPlaces(db, coming(), wanting(at), hours(0)), { code: 'registrations.busy', kind: 'busy' });
		});
		equal((await holdPlaces(db, coming(), wanting(at), hours(0))).is, 'held');
	}));

test('of many who come at once by two processes as many have a place as there are', () =>
	scene(async ({ db, owner, call }) => {
		const at = await addRegister({ db, call }, { capacity: 7 });
		const doors = [db, ...(await Promise.all([1, 2, 3, 4, 5].map(() => otherProcess(owner, 2))))];
		try {
			const held = await Promise.all(
				Array.from({ length: 60 }, (_, nth) => holdPlaces(doors[nth % doors.length]!, coming(), wanting(at), hours(0)))
			);
			equal(held.filter(({ is }) => is === 'held').length, 7);
			deepEqual(await broken(db), []);
		} finally {
			for (const door of doors.slice(1)) await door.destroy();
		}
	}));
