import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { together } from '#lib/db.server.ts';
import { addSession, asked, inAudience } from '../../../tests/floor.ts';
import { noon, scene } from '../../../tests/cast.ts';
import { eraseAsker, eraseFloor } from './floor.write.server.ts';

test('what one asked goes with its words and name, what the hall saw only with its name', () =>
	scene(async (world) => {
		const { db, call, visitors, joon } = world;
		const session = await addSession(world, { naming: 'named' });
		await asked(world, session, 'Shown to all?', inAudience(visitors.joon));
		const all = () => db.selectFrom('questions').select(['text', 'name']).execute();
		await db.updateTable('questions').set({ state: 'answered' }).execute();
		await together(db, (tx) => eraseFloor(tx, call.id, new Map(), noon));
		deepEqual(await all(), [{ text: 'Shown to all?', name: '' }]);
		await asked(world, session, 'Mine alone', inAudience(visitors.joon));
		await together(db, (tx) => eraseAsker(tx, joon.id, new Map(), noon));
		deepEqual((await all()).map(({ text, name }) => [text, name]).sort(), [
			['', ''],
			['Shown to all?', '']
		]);
	}));
