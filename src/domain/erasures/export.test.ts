import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noon, scene } from '../../../tests/cast.ts';
import { exportOf } from './export.read.server.ts';

test('letters of one instant come in the same order, whatever their ids', () =>
	scene(async ({ db, joon, visitors }) => {
		const subjects = ['서울', 'e', 'd', 'c', 'b', 'a'];
		for (const [nth, subject] of subjects.entries()) {
			const letter = { to_address: joon.email, subject, body: '', message_id: `${nth}@example.test` };
			await db
				.insertInto('letters')
				.values({ ...letter, written_at: noon, next_try_at: noon })
				.execute();
		}
		const { letters } = await exportOf(reading(db), gate.signedIn(visitors.joon), noon);
		const own = (letters as { subject: string }[]).map(({ subject }) => subject);
		deepEqual(
			own.filter((subject) => subjects.includes(subject)),
			['a', 'b', 'c', 'd', 'e', '서울']
		);
	}));
