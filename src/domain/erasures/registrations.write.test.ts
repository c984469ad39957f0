import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { addPerson, hours, letters, noon, scene, visitorOf } from '../../../tests/cast.ts';
import { addRegister, joins, registers } from '../../../tests/register.ts';
import { gate } from '#domain/people/gate.server.ts';
import { cancelRegistration } from '#domain/registrations/write.server.ts';
import { reading } from '#lib/db.server.ts';
import { exportOf } from './export.read.server.ts';
import { erasureById, sessionsToErase } from './read.server.ts';
import { eraseRegister } from './registrations.write.server.ts';
import { eraseMe } from './write.server.ts';

// The session ends on 25 November 2026 in Seoul; ninety days later is 23 February.
const eve = new Date('2027-02-22T14:59:59Z');
const day = new Date('2027-02-22T15:00:00Z');

test('who registered is destroyed ninety days after the session, once; the counts stay', () =>
	scene(async (world) => {
		const { db } = world;
		const at = await addRegister(world, { capacity: 2 });
		await registers(db, at, 'Sora', { companions: 1 });
		await joins(db, at, 'Minu');
		equal(await eraseRegister(db, at.sessionId, eve), null);
		deepEqual(await sessionsToErase(reading(db), day), [{ id: at.sessionId, on: '2027-02-23' }]);
		const id = (await eraseRegister(db, at.sessionId, day))!;
		equal(await eraseRegister(db, at.sessionId, day), null);
		const { counts } = await erasureById(reading(db), id);
		deepEqual(
			counts.filter(({ rows }) => rows),
			[
				{ what: 'letters', rows: 2 },
				{ what: 'registrations', rows: 2 },
				{ what: 'tickets', rows: 2 }
			]
		);
		const rows = await db.selectFrom('registrations').select(['name', 'email', 'companions', 'state']).execute();
		deepEqual(
			rows.map(({ state }) => state),
			['registered', 'waiting']
		);
		equal(JSON.stringify(rows).includes('Sora') || JSON.stringify(rows).includes('@'), false);
		deepEqual(await letters(db), []);
	}));

test('a person takes their registrations away and has them destroyed, once they are not expected any more', () =>
	scene(async (world) => {
		const { db } = world;
		const sora = gate.signedIn(visitorOf(await addPerson(db, 'sora')));
		const at = await addRegister(world);
		const token = await registers(db, at, 'Sora');
		const { registrations } = await exportOf(reading(db), sora, noon);
		deepEqual(
			(registrations as { name: string; state: string }[]).map(({ name, state }) => [name, state]),
			[['Sora', 'registered']]
		);
		await rejects(eraseMe(db, sora, hours(1)), { code: 'erasures.still-running' });
		await cancelRegistration(db, token, hours(1));
		await eraseMe(db, sora, hours(2));
		const { name, email } = await db.selectFrom('registrations').select(['name', 'email']).executeTakeFirstOrThrow();
		deepEqual([name, email], [null, null]);
	}));
