import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { letters, noon, scene, told, words } from '../../../tests/cast.ts';
import { reading } from '#lib/db.server.ts';
import { openHost } from './hosts.write.server.ts';
import { personByEmail } from './read.server.ts';

const organiser = { email: 'first@example.test', name: '첫담당', locale: 'ko' as const };

test('a host is opened with its first organiser, who gets a letter; somebody known keeps their name', () =>
	scene(async ({ db, hana }) => {
		await openHost(db, { slug: 'new-host', name: words('New host'), organiser }, noon);
		const known = { ...organiser, email: hana.email };
		await openHost(db, { slug: 'other-new', name: words('Other'), organiser: known }, noon);
		equal((await personByEmail(reading(db), hana.email))!.name, 'hana');
		const { id } = (await personByEmail(reading(db), organiser.email))!;
		const roles = await db.selectFrom('roles').selectAll().where('person_id', '=', id).execute();
		deepEqual(
			roles.map(({ role, call_id }) => [role, call_id]),
			[['organiser', null]]
		);
		match((await letters(db))[0]!.body, /sign-in/);
		deepEqual(await told(db), ['host.opened', 'role.given', 'host.opened', 'role.given']);
	}));

test('an address that another host has is refused, and nothing is left', () =>
	scene(async ({ db }) => {
		const open = () => openHost(db, { slug: 'madang-host', name: words('Again'), organiser }, noon);
		await rejects(open(), { code: 'people.host-taken' });
		equal(await personByEmail(reading(db), organiser.email), undefined);
		deepEqual(await letters(db), []);
	}));
