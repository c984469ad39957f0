import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { together } from '#lib/db.server.ts';
import { applied, firm } from '../../../tests/applying.ts';
import { noon, scene } from '../../../tests/cast.ts';
import { keepFirms } from './firms.write.server.ts';

test('a firm is kept once by its number; its name is its applicant’s until another has applied for it', () =>
	scene(async (world) => {
		const { db, joon, mina, joonApplying } = world;
		const named = (name: string, applicant: string) =>
			together(db, (tx) => keepFirms(tx, [{ registration_number: '2208162517', name, made_at: noon, applicant }]));
		const first = await named('한빛', joon.id);
		deepEqual(await named('한빛 연구소', joon.id), first);
		const nameNow = async () => (await db.selectFrom('organisations').select('name').executeTakeFirstOrThrow()).name;
		equal(await nameNow(), '한빛 연구소');
		await applied(world, joonApplying, firm(1, { registration_number: '2208162517', organisation_name: '한빛' }));
		await named('남의 이름', mina.id);
		equal(await nameNow(), '한빛');
		deepEqual(await together(db, (tx) => keepFirms(tx, [])), new Map());
	}));
