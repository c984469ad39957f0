import '../../../tests/folder.ts';
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, letters, noon, scene, told, words } from '../../../tests/cast.ts';
import { mailRecord } from './mails.write.server.ts';

test('a reader sends the address, with no word of theirs, and a few an hour', () =>
	scene(async ({ db, call }) => {
		const send = (browser: string, to: string, at = noon) =>
			mailRecord(
				db,
				{ browser },
				{
					stopId: call.stop_id,
					to,
					title: words('A visit\r\nBcc: x@example.test'),
					url: 'https://x.example/r',
					locale: 'en'
				},
				at
			);
		for (const n of [1, 2, 3, 4, 5]) await send('one', `friend${n}@example.test`);
		await rejects(send('one', 'friend6@example.test'), { code: 'records.mailed-too-often' });
		await send('two', 'Friend1@example.test');
		await rejects(send('three', 'friend1@EXAMPLE.test'), { kind: 'busy' });
		equal((await letters(db)).length, 6);
		const [letter] = await letters(db);
		ok(!letter!.subject.includes('\n'));
		match(letter!.body, /https:\/\/x\.example\/r/);
		await send('one', 'friend6@example.test', hours(1.1));
		equal((await db.selectFrom('record_mails').select('id').execute()).length, 1, 'hashes go after an hour');
		deepEqual([...new Set(await told(db))], ['record.mailed']);
		const kept = await db.selectFrom('journal').select(['about', 'detail']).execute();
		ok(!JSON.stringify(kept).includes('@'));
	}));

test('of many presses at once no more go than may', () =>
	scene(async ({ db, call }) => {
		const sending = { stopId: call.stop_id, title: words('t'), url: 'https://x.example', locale: 'ko' as const };
		const all = Array.from({ length: 9 }, (_, n) =>
			mailRecord(db, { browser: 'one' }, { ...sending, to: `f${n}@example.test` }, noon)
		);
		const ends = await Promise.allSettled(all);
		equal(ends.filter(({ status }) => status === 'fulfilled').length, 5);
	}));
