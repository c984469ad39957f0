// A backup taken while the program runs, and the store it becomes on a machine that had none.
import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { startPostgres } from '../../start/postgres.mjs';
import { ask, madang, scratchFolder, serving, start } from './madang.ts';

/** How many applications there are, and the hash of the journal's last line of then. */
const counted = (line: number) => `select (select count(*)::int from applications) as applications,
	(select encode(hash, 'hex') from journal where seq = ${line}) as hash`;

/** Waits until it is so; a job has its turn each second. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	for (let tries = 0; tries < 400; tries++) {
		if (await isSo()) return;
		await new Promise((done) => setTimeout(done, 100));
	}
	throw new Error('It did not come to it.');
}

const textIn = (...path: string[]) => (existsSync(join(...path)) ? readFileSync(join(...path), 'utf8') : '');
const heads = 'journal-checkpoints.txt';

/** What asking for a code is answered: a write like any other. */
async function write(address: string): Promise<number> {
	const form = new URLSearchParams({ email: 'somebody@example.test' });
	const headers = { origin: address, accept: 'text/html' };
	return (await fetch(`${address}/sign-in`, { method: 'POST', body: form, headers, redirect: 'manual' })).status;
}

/** What the same form is answered when a script sends it, which says so on the page and keeps what was typed. */
async function enhanced(address: string): Promise<string> {
	const form = new URLSearchParams({ email: 'somebody@example.test' });
	const headers = { origin: address, accept: 'application/json', 'x-sveltekit-action': 'true' };
	return (await fetch(`${address}/sign-in?lang=ko`, { method: 'POST', body: form, headers })).text();
}

test('what was backed up while it ran is restored whole onto a machine that had nothing, and runs on', async (t) => {
	const [home, away, shelf] = [scratchFolder(t), scratchFolder(t), scratchFolder(t)];
	const kept = join(shelf, 'kept');
	const env = { DATA_DIR: home, KEPT_DIR: kept, REHEARSAL: '1', SAMPLE_APPLICATIONS: '12' };
	const first = await serving(await start(t, env));
	mkdirSync(join(home, 'files', 'ab'), { recursive: true });
	writeFileSync(join(home, 'files', 'ab', 'abcd'), 'what somebody sent');
	const copy = join(shelf, 'monday');
	// Before: the jobs write on while it is copied.
	const [{ seq }] = (await ask(home, 'select max(seq)::int as seq from journal')) as [{ seq: number }];
	const backed = await madang(['backup', copy], { DATA_DIR: home });
	match(backed.said, /rows in \d+ files, whole/);
	equal(backed.code, 0);
	match((await madang(['backup', copy], { DATA_DIR: home })).said, /is there already/);
	const before = await ask(home, counted(seq));
	const newcomer = `(select id from people where email = 'newcomer@madang.example')`;
	const [{ id }] = (await ask(home, newcomer)) as [{ id: string }];
	await ask(home, `update people set email = 'gone@erased.invalid', name = '', erased_at = now() where id = '${id}'`);
	await until(() => textIn(kept, 'erased-people.jsonl').includes(id));
	equal(textIn(kept, 'erased-people.jsonl').includes('newcomer'), false);
	first.child.kill('SIGTERM');
	await first.ended;

	const onAway = { DATA_DIR: away, KEPT_DIR: kept };
	const restored = await madang(['restore', copy], onAway);
	equal(restored.code, 0, restored.said);
	match(restored.said, /1 erased since are erased again/);
	match((await madang(['restore', copy], onAway)).said, /not empty/);
	const second = await serving(await start(t, { ...env, DATA_DIR: away }));
	deepEqual(await ask(away, newcomer), []);
	deepEqual(await ask(away, counted(seq)), before);
	equal((await fetch(`${second.address}/calls/seoul-2026`)).status, 200);
	equal(readFileSync(join(away, 'files', 'ab', 'abcd'), 'utf8'), 'what somebody sent');
	match((await madang(['doctor'], { DATA_DIR: away })).said, /✓ database: PostgreSQL .* chain is whole/);
	await until(() => textIn(away, 'kept', heads).length > 0);
	equal(textIn(kept, heads).endsWith(textIn(away, 'kept', heads)), true);
	match((await madang(['verify'], onAway)).said, /✓ \d+ lines, each follows[^]*✓ \d+ published heads hold/);
	notEqual(await write(second.address), 503);
	second.child.kill('SIGTERM');
	await second.ended;
	await putBack(away);
	await forked(t, { ...env, DATA_DIR: away });

	appendFileSync(join(copy, 'tables', 'applications.gz'), 'x');
	const broken = await madang(['check', copy], {});
	deepEqual([broken.code, /not whole: tables\/applications.gz was changed/.test(broken.said)], [1, true]);
});

/** Puts a store back by some lines, as an older copy of its disk would. */
async function putBack(dataDir: string): Promise<void> {
	const database = await startPostgres({ dataDir });
	await ask(
		dataDir,
		`alter table journal disable trigger user;
		alter table journal_checkpoints disable trigger user;
		delete from journal where seq > (select seq - 9 from journal_head);
		update journal_head set seq = last.seq, hash = last.hash from (select * from journal order by seq desc limit 1) last;
		delete from journal_checkpoints where size > (select seq from journal_head);
		alter table journal enable trigger user;
		alter table journal_checkpoints enable trigger user`
	);
	await database.stop();
}

/** A store that was put back is read, not written, until its operator says so; the fork stays to be seen. */
async function forked(t: TestContext, env: Record<string, string> & { DATA_DIR: string; KEPT_DIR: string }) {
	const run = await serving(await start(t, env));
	match(run.said(), /not the one that was signed for/);
	const page = async (lang: string) => (await fetch(`${run.address}?lang=${lang}`)).text();
	match(await page('ko'), /운영자의 확인을 기다립니다/);
	match(await page('en'), /waits for its operator. Everything can be read, nothing can be saved/);
	equal(await write(run.address), 503);
	match(await enhanced(run.address), /^\{"type":"failure".*지금은 저장할 수 없습니다/);
	const verified = await madang(['verify'], env);
	deepEqual([verified.code, /✗ Of the heads kept elsewhere/.test(verified.said)], [1, true], verified.said);
	match((await madang(['accept-restore'], env)).said, /Usage/);
	equal((await madang(['accept-restore', 'the disk was put back'], env)).code, 0);
	await until(async () => (await write(run.address)) !== 503);
	equal(/waits for its operator/.test(await page('en')), false);
	deepEqual(
		await ask(
			env.DATA_DIR,
			`select detail ->> 'reason' as why from journal where verb = 'store.restored' order by seq desc limit 1`
		),
		[{ why: 'the disk was put back' }]
	);
	const [aside] = globSync(join(env.KEPT_DIR, `${heads}.until-*`)).slice(-1);
	const again = await madang(['verify', aside!], env);
	equal(again.code, 1, again.said);
	run.child.kill('SIGTERM');
	await run.ended;
}

test('the doctor names what is wrong with a set-up, all of it, and a host is opened on an empty store', async (t) => {
	const dataDir = scratchFolder(t);
	const env = { DATA_DIR: dataDir, SMTP_URL: 'smtp://127.0.0.1:1', BASE_URL: 'http://madang.example' };
	const ill = await madang(['doctor'], { ...env, DKIM_KEY_FILE: '/nowhere', CLAMD_URL: 'tcp://127.0.0.1:1' });
	equal(ill.code, 1);
	for (const line of [
		/✗ mail: .*nothing listens there/,
		/✗ address/,
		/✗ files: DKIM_KEY_FILE/,
		/✗ scanner/,
		/· database: There is no database/
	])
		match(ill.said, line);
	const slips = {
		SECRETS_KEY: 'short',
		PROVIDER_DOMAINS: 'a.example:https://b.example',
		LIVE_BUS: 'nats://127.0.0.1:1',
		KEPT_DIR: '/dev/null/kept',
		STATUS_DIR: '/dev/null',
		...{ S3_ENDPOINT: 'http://127.0.0.1:1', S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'a' }
	};
	const slipped = await madang(['doctor'], { ...slips, DATA_DIR: dataDir, SMS_URL: 'https://127.0.0.1:1' });
	for (const line of [
		/✗ key: SECRETS_KEY is short/,
		/✗ providers: PROVIDER_DOMAINS: "a/,
		/✗ servers: .*LIVE_BUS, S3_ENDPOINT, SMS_URL/,
		/✗ second place: KEPT_DIR: .* cannot be made/,
		/✗ board: STATUS_DIR: .* is no folder/,
		/✗ buckets: S3_…: the bucket is not opened/
	])
		match(slipped.said, line);
	match(slipped.said, /✗ halves: SMS_URL does nothing without SMS_TOKEN/);
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
