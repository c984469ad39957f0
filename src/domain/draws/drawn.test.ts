import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, noon, scene } from '../../../tests/cast.ts';
import { drawGlances } from './drawn.read.server.ts';

test('a draw is seen from outside once it is sealed, and is done once it is conducted', () =>
	scene(async ({ db, call, host, hana }) => {
		const other = await addCall(db, host, 'busan');
		const glance = async () => drawGlances(reading(db), [call.id, other.id]);
		const unseen = { slug: null, isDrawn: false };
		const draw = {
			slug: 'd',
			call_id: call.id,
			tag: 'draw',
			uses_beacon: true,
			prepared_at: noon,
			prepared_by: hana.id
		};
		const { id } = await db.insertInto('draws').values(draw).returning('id').executeTakeFirstOrThrow();
		await db
			.insertInto('draws')
			.values({ ...draw, slug: 'r', tag: 'rehearsal', call_id: other.id })
			.execute();
		deepEqual(await glance(), { [call.id]: unseen, [other.id]: unseen });
		const seal = { draw_id: id, seal: '{}', digest: 'x', conduct_after: hours(1), sealed_at: noon, sealed_by: hana.id };
		await db.insertInto('seals').values(seal).execute();
		deepEqual(await glance(), { [call.id]: { slug: 'd', isDrawn: false }, [other.id]: unseen });
		await db
			.insertInto('draw_results')
			.values({ draw_id: id, transcript: '{}', conducted_at: hours(1) })
			.execute();
		deepEqual(await glance(), { [call.id]: { slug: 'd', isDrawn: true }, [other.id]: unseen });
		deepEqual(await drawGlances(reading(db), []), {});
	}));
