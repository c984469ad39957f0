import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { addCall, noon, scene } from '../../../tests/cast.ts';
import { countsOf } from './counts.read.server.ts';

test('applications are counted as standing, begun and withdrawn, each call for itself', () =>
	scene(async ({ db, call, host, joon, mina, seri }) => {
		const other = await addCall(db, host, 'busan');
		const row = { call_id: call.id, saved_at: noon };
		await db
			.insertInto('applications')
			.values([
				{ ...row, applicant_id: joon.id, submitted_at: noon },
				{ ...row, applicant_id: mina.id, submitted_at: noon, withdrawn_at: noon },
				{ ...row, applicant_id: seri.id }
			])
			.execute();
		deepEqual(await countsOf(reading(db), [call.id, other.id]), {
			[call.id]: { live: 1, drafts: 1, withdrawn: 1 },
			[other.id]: { live: 0, drafts: 0, withdrawn: 0 }
		});
		deepEqual(await countsOf(reading(db), []), {});
	}));
