import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { reading, together } from '#lib/db.server.ts';
import { addCall, scene, words } from '../../../tests/cast.ts';
import { leaveQuotas, leaveTerms, leaveTracks } from './parts.write.server.ts';
import { callBySlug, wholeCall } from './read.server.ts';

test('lists take the place of those of their own call, and of no other', () =>
	scene(async ({ db, call, host }) => {
		const other = await addCall(db, host, 'busan');
		await together(db, async (tx) => {
			await leaveTracks(tx, call.id, [{ key: 'one', name: words('One'), places: 4 }]);
			await leaveQuotas(tx, call.id, []);
			await leaveTerms(tx, call.id, []);
		});
		const left = await wholeCall(reading(db), await callBySlug(reading(db), call.slug));
		deepEqual(
			left.tracks.map(({ key, places, position }) => [key, places, position]),
			[['one', 4, 1]]
		);
		deepEqual([left.quotas, left.terms], [[], []]);
		deepEqual(await wholeCall(reading(db), other), other);
	}));
