import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { hours, letters, scene, told } from '../../../tests/cast.ts';
import { addRegister, broken, coming, joins, registered, registers, typing, wanting } from '../../../tests/register.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { confirmHold, holdPlaces } from './holds.write.server.ts';
import { positionOf, registrationByToken } from './read.server.ts';
import { ticketsOf } from './tickets.read.server.ts';
import { acceptOffer, cancelRegistration, changeRegistration, handOn, joinRegister } from './write.server.ts';

const ticketNames = async (db: Db, token: string) => {
	const { id } = await registrationByToken(reading(db), token);
	return (await ticketsOf(db, { registration_id: id }, hours(1))).map(({ name }) => name);
};

test('whoever finds it full waits in the order they came, and knows their position', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 1 });
		const first = await joins(db, at, 'Minu');
		const tokens = [await joins(db, at, 'Sora'), await joins(db, at, 'Juno')];
		deepEqual(await registered(db), ['Minu registered 1', 'Sora waiting 1', 'Juno waiting 1']);
		const positions = async () =>
			Promise.all(tokens.map(async (token) => positionOf(reading(db), await registrationByToken(reading(db), token))));
		deepEqual(await positions(), [1, 2]);
		await cancelRegistration(db, first, hours(1));
		deepEqual(await positions(), [null, 1]);
		ok((await letters(db)).some(({ body }) => body.includes('number 2 in the line')));
		deepEqual(await broken(db), []);
	}));

test('the same press again is the same registration; an address is in once', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 1 });
		const who = coming();
		const form = { intent: randomUUID(), kind: at.kind, ...typing('Sora') };
		const press = () => joinRegister(db, who, { sessionId: at.sessionId, form }, hours(0));
		const answers = await Promise.all([press(), press(), press()]);
		equal(new Set(answers.map((one) => (one.is === 'in' ? one.token : ''))).size, 1);
		const other = { sessionId: at.sessionId, form: { ...form, intent: randomUUID() } };
		deepEqual(await joinRegister(db, coming(), other, hours(0)), { is: 'already' });
		deepEqual(await registered(db), ['Sora registered 1']);
	}));

test('where the host decides, one asks and has nothing yet', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { manner: 'approval' });
		const token = await joins(db, at, 'Sora', { companions: 1 });
		deepEqual(await registered(db), ['Sora asked 2']);
		deepEqual(await told(db), ['registration.asked']);
		deepEqual(await ticketNames(db, token), []);
		await rejects(joins(db, at, 'Late', { now: hours(24) }), { code: 'registrations.closed' });
		await rejects(joins(db, at, 'Many', { companions: 3 }), { code: 'registrations.too-many-companions' });
	}));

test('a group larger than what is free keeps its turn while others who fit are asked', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 3 });
		const [one, two] = [await registers(db, at, 'One'), await registers(db, at, 'Two', { companions: 1 })];
		const group = await joins(db, at, 'Group', { companions: 2 });
		const pair = await joins(db, at, 'Pair', { companions: 1 });
		await cancelRegistration(db, two, hours(1));
		deepEqual((await registered(db)).slice(2), ['Group waiting 3', 'Pair offered 2']);
		await cancelRegistration(db, pair, hours(2));
		await cancelRegistration(db, one, hours(3));
		deepEqual((await registered(db)).slice(2), ['Group offered 3', 'Pair cancelled 2']);
		await acceptOffer(db, group, hours(4));
		deepEqual(await ticketNames(db, group), ['Group', 'Group 1', 'Group 2']);
		deepEqual(await broken(db), []);
	}));

test('a group that waits and becomes smaller is offered what is free at once', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 2 });
		await registers(db, at, 'One');
		const group = await joins(db, at, 'Group', { companions: 1 });
		await changeRegistration(db, group, { name: 'Group', affiliation: '', companions: [] }, hours(1));
		deepEqual(await registered(db), ['One registered 1', 'Group offered 1']);
		deepEqual(await broken(db), []);
	}));

test('an offer is taken once and not after its time; declined, it goes on', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 1 });
		const first = await registers(db, at, 'Minu');
		const [second, third] = [await joins(db, at, 'Sora'), await joins(db, at, 'Juno')];
		await rejects(acceptOffer(db, second, hours(0)), { code: 'registrations.offer-over' });
		await cancelRegistration(db, first, hours(1));
		await cancelRegistration(db, second, hours(2));
		deepEqual(await registered(db), ['Minu cancelled 1', 'Sora cancelled 1', 'Juno offered 1']);
		await rejects(acceptOffer(db, third, hours(26)), { code: 'registrations.offer-over' });
		await acceptOffer(db, third, hours(25));
		await acceptOffer(db, third, hours(30));
		deepEqual((await ticketNames(db, third)).length, 1);
	}));

test('one cancels once, before the session begins, and the place goes on at once', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call });
		const token = await registers(db, at, 'Sora');
		await rejects(cancelRegistration(db, token, hours(48)), { code: 'registrations.begun' });
		await cancelRegistration(db, token, hours(1));
		await cancelRegistration(db, token, hours(49));
		deepEqual(await ticketNames(db, token), []);
		equal((await told(db)).filter((verb) => verb === 'registration.cancelled').length, 1);
		deepEqual(await broken(db), []);
		await registers(db, at, 'Sora'); // whoever has cancelled may come again
		await rejects(cancelRegistration(db, 'nonsense', hours(1)), { code: 'registrations.not-found' });
		const held = await holdPlaces(db, coming(), wanting(at), hours(0));
		ok(held.is === 'held');
		await rejects(cancelRegistration(db, held.token, hours(1)), { code: 'registrations.not-now' });
	}));

test('who comes is changed with new tickets; fewer free places, more take what there is', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 3 });
		const token = await registers(db, at, 'Sora', { companions: 1 });
		const waits = await joins(db, at, 'Pair', { companions: 1 });
		const change = (companions: string[], now = hours(1)) =>
			changeRegistration(db, token, { name: 'Sora Kim', affiliation: '', companions }, now);
		const before = await ticketNames(db, token);
		deepEqual(before, ['Sora', 'Sora 1']);
		await change(['Nari', 'Dori']);
		deepEqual(await ticketNames(db, token), ['Sora Kim', 'Nari', 'Dori']);
		await rejects(change(['a', 'b', 'c']), { code: 'registrations.too-many-companions' });
		await change([]);
		await change([]);
		deepEqual(await registered(db), ['Sora Kim registered 1', 'Pair offered 2']);
		await rejects(change(['Nari']), { code: 'registrations.no-room' });
		await rejects(change([], hours(48)), { code: 'registrations.begun' });
		await rejects(changeRegistration(db, waits, { name: 'P', affiliation: '', companions: [] }, hours(1)), {
			code: 'registrations.not-now'
		});
		deepEqual(await broken(db), []);
	}));

test('places are handed on to somebody new, whose tickets are new; the earlier are worthless', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call }, { capacity: 3 });
		const token = await registers(db, at, 'Sora', { companions: 1 });
		await registers(db, at, 'Minu');
		const to = (name: string, now = hours(1)) =>
			handOn(db, token, { name, email: `${name.toLowerCase()}@example.test` }, now);
		await rejects(to('Minu'), { code: 'registrations.already' });
		await rejects(to('Juno', hours(48)), { code: 'registrations.begun' });
		await to('Juno');
		await to('Dori');
		deepEqual(await registered(db), ['Sora cancelled 2', 'Minu registered 1', 'Juno registered 2']);
		deepEqual(await ticketNames(db, token), []);
		const link = (await letters(db)).find(({ to_address }) => to_address === 'juno@example.test')!.body;
		deepEqual(await ticketNames(db, /registrations\/([\w-]+)/.exec(link)![1]!), ['Juno', 'Sora 1']);
		deepEqual(await broken(db), []);
	}));

test('a hold confirmed by one press after another in two tabs has one outcome', () =>
	scene(async ({ db, call }) => {
		const at = await addRegister({ db, call });
		const held = await holdPlaces(db, coming(), wanting(at), hours(0));
		ok(held.is === 'held');
		const press = (name: string) => confirmHold(db, held.token, typing(name), hours(0));
		await Promise.all([press('Sora'), press('Sora'), press('Juno')]);
		equal((await registered(db)).length, 1);
		deepEqual(await broken(db), []);
	}));
