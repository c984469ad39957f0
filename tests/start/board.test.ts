// The program and its database are gone: what stands is read elsewhere all the same, two organisers move a deadline there,
// and when the program is back it goes by it.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { boardIn } from '#domain/calls/board.rules.ts';
import { clockIn, written } from '#lib/zone.ts';
import { startPostgres } from '../../start/postgres.mjs';
import { ask, madang, scratchFolder, serving, start } from './madang.ts';
import { elsewhere, keyed, openCall, until, type Opened } from './outage.ts';

test('with the program and the database gone the board is read, tells of a deadline two people moved, and is gone by afterwards', async (t) => {
	const [home, folder] = [scratchFolder(t), scratchFolder(t)];
	const board = join(folder, 'board');
	// A folder for passing things may be on another disk, or missing as in a container: nothing of a start leans on it.
	const env = { DATA_DIR: home, STATUS_DIR: board, REHEARSAL: '1', SAMPLE_APPLICATIONS: '12', TMPDIR: '/nowhere' };
	const first = await serving(await start(t, env));
	const call = await openCall(home);
	const [own, other] = (await keyed(home, folder)) as [string, string];
	const entry = () =>
		boardIn(existsSync(join(board, 'board.json')) ? readFileSync(join(board, 'board.json'), 'utf8') : null);
	const here = () => entry()?.board.calls.find(({ slug }) => slug === call.slug);
	await until(() => here()?.keys.length === 2 && here()?.closes_at === call.closes_at.toISOString());
	first.child.kill('SIGKILL');
	await first.ended;
	await (await startPostgres({ dataDir: home })).stop();

	const address = await elsewhere(t, board);
	const page = async (name: string) => {
		const began = performance.now();
		const answer = await fetch(`${address}/${name}`);
		deepEqual([answer.status, performance.now() - began < 1_000], [200, true]);
		return answer.text();
	};
	match(await page(''), new RegExp(`href="calls/${call.slug}.html"`));
	const until_ = (at: Date, locale: 'ko' | 'en') => written(at, 'Asia/Seoul', locale, true);
	ok((await page(`calls/${call.slug}.html`)).includes(until_(call.closes_at, 'ko')));

	// One that the program refused in an earlier outage still lies there; nothing goes on from it.
	const [old_at, new_at] = [call.closes_at, new Date(call.closes_at.getTime() + 60_000)].map((at) => at.toISOString());
	const judged = {
		v: 'madang/extension/v1',
		call: here()!.id,
		slug: call.slug,
		reason: { ko: '예전', en: 'Earlier' },
		old_at,
		new_at
	};
	const announced_at = new Date(Date.now() - 3_600_000).toISOString();
	writeFileSync(
		join(board, 'extensions.json'),
		JSON.stringify([{ content: { ...judged, announced_at }, signatures: [] }])
	);

	const moved = new Date(call.closes_at.getTime() + 48 * 3_600_000);
	const { day, time } = clockIn('Asia/Seoul', moved);
	const away = { STATUS_DIR: board };
	const asked = [call.slug, day, time, '접수 시스템 장애', 'An outage'];
	const file = join(folder, 'extension.json');
	const begun = await madang(['announce', own, ...asked, file], away);
	equal(begun.code, 0, begun.said);
	match((await madang(['announce', own, file], away)).said, /signatures of two organisers/);
	const done = await madang(['announce', other, file], away);
	equal(done.code, 0, done.said);
	const told = await page(`calls/${call.slug}.en.html`);
	ok(told.includes(until_(moved, 'en')) && told.includes('An outage'));

	const second = await serving(await start(t, env));
	const closing = `select closes_at from calls where slug = '${call.slug}'`;
	await until(async () => ((await ask(home, closing)) as Opened[])[0]!.closes_at.getTime() === moved.getTime());
	deepEqual(await ask(home, `select verb from journal where verb like 'deadline.%adopted'`), [
		{ verb: 'deadline.adopted' }
	]);
	await until(() => here()?.changes.some(({ reason }) => reason.en === 'An outage') ?? false);
	second.child.kill('SIGTERM');
	await second.ended;
});
