import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { reading } from '#lib/db.server.ts';
import { gate } from './gate.server.ts';
import { personByEmail, rolesInCall } from './read.server.ts';
import { endRole, giveRole } from './roles.write.server.ts';

const bora = { email: 'bora@example.test', name: '보라', role: 'reviewer' as const };

const reviewersIn = async ({ db, call }: Scene) =>
	(await rolesInCall(reading(db), call)).filter((one) => one.role === 'reviewer').map((one) => one.name);

test('a role is given to an address, with a letter, also when nobody has come with it yet', () =>
	scene(async (world) => {
		await giveRole(world.db, world.hanaOrganising, bora, noon);
		deepEqual(await reviewersIn(world), ['doyun', 'seri', '보라']);
		match((await letters(world.db))[0]!.subject, /심사위원/);
		deepEqual(await told(world.db), ['role.given']);
	}));

test('the same role twice, also at once, is refused', () =>
	scene(async ({ db, hanaOrganising }) => {
		const give = () => giveRole(db, hanaOrganising, bora, noon);
		const both = await Promise.allSettled([give(), give()]);
		deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected']);
		await rejects(give(), { code: 'people.role-held' });
	}));

test('a role ends, and is refused to end twice or from another host', () =>
	scene(async (world) => {
		const { db, call, otherHost, hanaOrganising, visitors } = world;
		const seri = (await rolesInCall(reading(db), call)).find((one) => one.name === 'seri')!;
		const elsewhere = gate.organiser(visitors.nari, { id: '00000000-0000-4000-8000-000000000000', host_id: otherHost });
		await rejects(endRole(db, elsewhere, seri.id, noon), { code: 'people.not-found' });
		for (const nonsense of ['', 'nonsense', '\0', "' or 1=1"]) {
			await rejects(endRole(db, hanaOrganising, nonsense, noon), { code: 'people.not-found' });
		}
		await endRole(db, hanaOrganising, seri.id, noon);
		deepEqual(await reviewersIn(world), ['doyun']);
		await rejects(endRole(db, hanaOrganising, seri.id, noon), { code: 'people.not-found' });
	}));

test("one's own role stays", () =>
	scene(async ({ db, call, hana, hanaOrganising }) => {
		await giveRole(db, hanaOrganising, { email: hana.email, name: '', role: 'organiser' }, noon);
		const own = (await rolesInCall(reading(db), call)).find((one) => one.personId === hana.id && one.call_id)!;
		await rejects(endRole(db, hanaOrganising, own.id, noon), { code: 'people.own-role' });
		equal((await personByEmail(reading(db), hana.email))?.name, 'hana');
	}));
