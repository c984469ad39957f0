import '../../../tests/folder.ts';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { applied, firm } from '../../../tests/applying.ts';
import { hours, noon, scene } from '../../../tests/cast.ts';
import { eraseAgain } from './again.write.server.ts';
import { erasedSince } from './read.server.ts';
import { tombstone, tombstonesIn } from './rules.ts';

test('whoever a restored backup brings back is erased again, whatever stands there of them again', () =>
	scene(async (world) => {
		const { db, joon, call } = world;
		await applied(world, world.joonApplying, firm(1));
		await db
			.insertInto('roles')
			.values({ person_id: joon.id, role: 'press', host_id: world.host, given_at: noon })
			.execute();
		ok(await eraseAgain(db, joon.id, hours(0.5)));
		const left = await db.selectFrom('people').select('name').where('id', '=', joon.id).executeTakeFirstOrThrow();
		equal(left.name, '');
		const own = await db
			.selectFrom('applications')
			.selectAll()
			.where('applicant_id', '=', joon.id)
			.executeTakeFirstOrThrow();
		ok(own.withdrawn_at, 'it does not stand in the call again');
		equal(await eraseAgain(db, joon.id, hours(1)), null);
		equal(await eraseAgain(db, call.id, hours(1)), null, 'nobody of this id');
		const [{ id, erased_at }] = (await erasedSince(reading(db), null)) as [{ id: string; erased_at: Date }];
		deepEqual(tombstonesIn(`${tombstone({ id, erased_at })}{"person":"cut`), [
			{ person: joon.id, erased_at: hours(0.5) }
		]);
		deepEqual(await erasedSince(reading(db), erased_at), []);
	}));
