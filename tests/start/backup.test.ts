// A backup taken while the program runs, and the store it becomes on a machine that had none.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, madang, scratchFolder, serving, start } from './madang.ts';

/** How many applications there are, and the hash of the journal's last line of then. */
const counted = (line: number) => `select (select count(*)::int from applications) as applications,
	(select encode(hash, 'hex') from journal where seq = ${line}) as hash`;

test('what was backed up while it ran is restored whole onto a machine that had nothing, and runs on', async (t) => {
	const [home, away, shelf] = [scratchFolder(t), scratchFolder(t), scratchFolder(t)];
	const env = { DATA_DIR: home, REHEARSAL: '1', SAMPLE_APPLICATIONS: '40' };
	const first = await serving(await start(t, env));
	mkdirSync(join(home, 'files', 'ab'), { recursive: true });
	writeFileSync(join(home, 'files', 'ab', 'abcd'), 'what somebody sent');
	const copy = join(shelf, 'monday');
	const backed = await madang(['backup', copy], { DATA_DIR: home });
	match(backed.said, /rows in \d+ files, whole/);
	equal(backed.code, 0);
	match((await madang(['backup', copy], { DATA_DIR: home })).said, /is there already/);
	const [{ seq }] = (await ask(home, 'select max(seq)::int as seq from journal')) as [{ seq: number }];
	const before = await ask(home, counted(seq));
	first.child.kill('SIGTERM');
	await first.ended;

	const restored = await madang(['restore', copy], { DATA_DIR: away });
	equal(restored.code, 0, restored.said);
	match((await madang(['restore', copy], { DATA_DIR: away })).said, /not empty/);
	const second = await serving(await start(t, { ...env, DATA_DIR: away }));
	deepEqual(await ask(away, counted(seq)), before);
	equal((await fetch(`${second.address}/calls/seoul-2026`)).status, 200);
	equal(readFileSync(join(away, 'files', 'ab', 'abcd'), 'utf8'), 'what somebody sent');
	match((await madang(['doctor'], { DATA_DIR: away })).said, /✓ database: PostgreSQL .* chain is whole/);
	second.child.kill('SIGTERM');
	await second.ended;

	appendFileSync(join(copy, 'tables', 'applications.gz'), 'x');
	const broken = await madang(['check', copy], {});
	deepEqual([broken.code, /not whole: tables\/applications.gz was changed/.test(broken.said)], [1, true]);
});

test('the doctor names what is wrong with a set-up, all of it, and a host is opened on an empty store', async (t) => {
	const dataDir = scratchFolder(t);
	const env = { DATA_DIR: dataDir, SMTP_URL: 'smtp://127.0.0.1:1', BASE_URL: 'http://madang.example' };
	const ill = await madang(['doctor'], { ...env, DKIM_KEY_FILE: '/nowhere', CLAMD_URL: 'tcp://127.0.0.1:1' });
	equal(ill.code, 1);
	for (const line of [/✗ mail/, /✗ address/, /✗ files: DKIM_KEY_FILE/, /✗ scanner/, /· database: There is no database/])
		match(ill.said, line);
	const opened = await madang(['host', 'new-ministry', '새 부처', 'New Ministry', 'first@ministry.example', '첫담당'], {
		DATA_DIR: dataDir
	});
	equal(opened.code, 0, opened.said);
	match(
		(await madang(['doctor'], { DATA_DIR: dataDir, LANG: 'ko_KR.UTF-8' })).said,
		/✓ database: PostgreSQL .* 이어집니다/
	);
	match((await madang(['host', 'New Ministry', 'a', 'b', 'c', 'd'], { DATA_DIR: dataDir })).said, /Usage/);
	ok((await madang([], {})).said.includes('backup FOLDER'));
});
