import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { scene } from '../../../tests/cast.ts';
import { addRegister, joins } from '../../../tests/register.ts';
import { reading } from '#lib/db.server.ts';
import { deskView } from './desk.read.server.ts';

test('the desk finds people by name, address, companion and state, and nobody by a wild card', () =>
	scene(async (world) => {
		const { db } = world;
		const at = await addRegister(world, { capacity: 2 });
		await joins(db, at, 'Sora', { companions: 1 });
		await joins(db, at, 'Minu');
		const found = async (looking: Parameters<typeof deskView>[2]) => {
			const { found } = await deskView(reading(db), at.sessionId, looking);
			equal(found.count, found.rows.length);
			return found.rows.map(({ name }) => name);
		};
		deepEqual(await found({}), ['Sora', 'Minu']);
		deepEqual(await found({ text: 'minu@EXAMPLE' }), ['Minu']);
		deepEqual(await found({ text: 'sora 1' }), ['Sora']);
		deepEqual(await found({ text: 'a', state: 'waiting' }), ['Minu']);
		deepEqual(await found({ text: '%' }), []);
		const { kinds, found: page } = await deskView(reading(db), at.sessionId, { from: 1 });
		deepEqual([kinds[0]!.registered, kinds[0]!.waiting, kinds[0]!.left, page.rows.length], [2, 1, 0, 1]);
	}));
