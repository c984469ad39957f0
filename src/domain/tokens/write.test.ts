import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { TokenForm } from './form.ts';
import { bearerOf, tokensOf } from './read.server.ts';
import { makeToken, revokeToken } from './write.server.ts';

const form = { name: 'Website', rights: ['calls.read' as const, 'applications.write' as const], days: 30 };
const shown = (secret: string) => `Bearer ${secret}`;

async function made({ db, visitors, host }: Scene) {
	const who = gate.hostOrganiser(visitors.hana, host);
	const secret = `mdg_${newSecret()}`;
	return { who, secret, id: await makeToken(db, who, { form, secret }, noon) };
}

test('a token lets in who made it, with their roles at its host, until it expires; its secret is not kept', () =>
	scene(async (world) => {
		const { db, hana, host } = world;
		const { id, secret, who } = await made(world);
		const bearer = await bearerOf(reading(db), shown(secret), noon);
		equal(bearer.visitor.person?.id, hana.id);
		deepEqual([bearer.id, bearer.rights], [id, form.rights]);
		deepEqual(bearer.visitor.roles, [{ role: 'organiser', hostId: host, callId: null }]);
		await rejects(bearerOf(reading(db), shown(secret), hours(30 * 24)), { code: 'tokens.refused' });
		deepEqual(
			(await tokensOf(reading(db), who, noon)).map(({ name, state, used_at }) => [name, state, used_at]),
			[['Website', 'good', null]]
		);
		equal(
			(await db.selectFrom('tokens').selectAll().execute()).some((row) => JSON.stringify(row).includes(secret)),
			false
		);
		deepEqual(await told(db), ['token.made']);
	}));

test('a token may no more than its person may at that moment, and nothing at another host', () =>
	scene(async (world) => {
		const { db, hana, otherHost } = world;
		const { secret } = await made(world);
		const elsewhere = { person_id: hana.id, role: 'organiser', host_id: otherHost, call_id: null, given_at: noon };
		await db.insertInto('roles').values(elsewhere).execute();
		equal((await bearerOf(reading(db), shown(secret), noon)).visitor.roles.length, 1);
		await db.updateTable('roles').set({ ended_at: noon }).where('person_id', '=', hana.id).execute();
		deepEqual((await bearerOf(reading(db), shown(secret), noon)).visitor.roles, []);
		await db.updateTable('people').set({ erased_at: noon }).where('id', '=', hana.id).execute();
		await rejects(bearerOf(reading(db), shown(secret), noon), { code: 'tokens.refused' });
	}));

test('a revoked token is refused at once; twice changes nothing, and another host finds none', () =>
	scene(async (world) => {
		const { db, visitors, otherHost } = world;
		const { id, secret, who } = await made(world);
		const nari = gate.hostOrganiser(visitors.nari, otherHost);
		await rejects(revokeToken(db, nari, id, noon), { code: 'tokens.not-found' });
		deepEqual(await tokensOf(reading(db), nari, noon), []);
		await revokeToken(db, who, id, noon);
		await revokeToken(db, who, id, hours(1));
		await rejects(bearerOf(reading(db), shown(secret), noon), { code: 'tokens.refused' });
		equal((await tokensOf(reading(db), who, noon))[0]?.state, 'revoked');
		deepEqual(await told(db), ['token.made', 'token.revoked']);
	}));

test('what is no token of ours is refused, and says no more', () =>
	scene(async ({ db }) => {
		for (const shown of [null, '', 'Bearer', 'Bearer mdg_x', `Bearer mdg_${newSecret()}`, `Basic mdg_${newSecret()}`])
			await rejects(bearerOf(reading(db), shown, noon), { code: 'tokens.refused' });
	}));

test('a form without a right, with one there is not, or for ever is refused', () => {
	const good = { host: crypto.randomUUID(), name: 'Website', rights: 'calls.read\ncalls.read', days: '30' };
	deepEqual(TokenForm.parse(good).rights, ['calls.read']);
	for (const wrong of [{ rights: undefined }, { rights: 'calls.own' }, { days: '0' }, { days: '' }, { name: ' ' }])
		equal(TokenForm.safeParse({ ...good, ...wrong }).success, false, JSON.stringify(wrong));
});
