import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { scene, told } from '../../../tests/cast.ts';
import { pressOf } from '../../../tests/floor.ts';
import { accreditationsAt } from '#domain/programme/accreditations.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { erasureById, stopsToErase } from './read.server.ts';
import { eraseStop } from './write.server.ts';

// The cast's stop ends on 11 December 2026, in Seoul.
const eve = new Date('2027-12-10T14:59:59Z');
const day = new Date('2027-12-10T15:00:00Z');

test('what the press told is destroyed a year after the stop, once, and who was accredited stays on record', () =>
	scene(async (world) => {
		const { db, call, joon } = world;
		const decide = await pressOf(world, joon.id);
		await decide('accredited');
		deepEqual(await stopsToErase(reading(db), eve), []);
		equal(await eraseStop(db, call.stop_id, eve), null);
		deepEqual(await stopsToErase(reading(db), day), [{ id: call.stop_id, on: '2027-12-11' }]);
		const id = (await eraseStop(db, call.stop_id, day))!;
		equal(await eraseStop(db, call.stop_id, day), null);
		const { rule, due_on, counts } = await erasureById(reading(db), id);
		deepEqual([rule, due_on], ['kept-until', '2027-12-11']);
		deepEqual(
			counts.filter(({ rows }) => rows),
			[{ what: 'accreditations', rows: 1 }]
		);
		const row = await db.selectFrom('accreditations').select(['outlet', 'job', 'card']).executeTakeFirstOrThrow();
		deepEqual(row, { outlet: '', job: '', card: '' });
		deepEqual(await accreditationsAt(reading(db), call.stop_id), []);
		equal((await told(db)).at(-1), 'erasure.done');
	}));

test('a stop to which no press applied leaves no record', () =>
	scene(async ({ db, call }) => {
		deepEqual(await stopsToErase(reading(db), day), []);
		equal(await eraseStop(db, call.stop_id, day), null);
	}));
