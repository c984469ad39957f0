// The program and its database are gone: what stands is read elsewhere all the same, two organisers move a deadline there,
// and when the program is back it goes by it.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { boardIn } from '#domain/calls/board.rules.ts';
import { inOneWord, newKey } from '#lib/signing.server.ts';
import { clockIn, written } from '#lib/zone.ts';
import { startPostgres } from '../../start/postgres.mjs';
import { ask, madang, scratchFolder, serving, start } from './madang.ts';

/** A web server of another machine, which knows of nothing but the folder. */
async function elsewhere(t: TestContext, folder: string): Promise<string> {
	const server = http.createServer((request, response) => {
		const file = join(folder, request.url === '/' ? 'index.html' : request.url!);
		if (!existsSync(file)) return void response.writeHead(404).end();
		response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(readFileSync(file));
	});
	t.after(() => server.close());
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
	for (let tries = 0; tries < 300; tries++) {
		if (await isSo()) return;
		await new Promise((done) => setTimeout(done, 100));
	}
	throw new Error('It did not come to it.');
}

/** Two organisers of the sample's host, each with a key in a file. */
async function keyed(home: string, folder: string): Promise<string[]> {
	const [host] = (await ask(home, `select host_id as id from calls where slug = 'seoul-2026'`)) as { id: string }[];
	const people = (await ask(home, `select id from people order by made_at, id limit 2`)) as { id: string }[];
	return Promise.all(
		people.map(async ({ id }, nth) => {
			const key = newKey();
			await ask(
				home,
				`insert into roles (person_id, role, host_id, given_at) values ('${id}', 'organiser', '${host!.id}', now()) on conflict do nothing`
			);
			await ask(
				home,
				`insert into announcement_keys (host_id, person_id, public_key, made_at) values ('${host!.id}', '${id}', '${key.publicKey}', now());
				insert into journal (seq, hash, at, verb, about, detail) values (0, '', now(), 'announcement.key-made', 'x', '{}')`
			);
			const file = join(folder, `key-${nth}`);
			writeFileSync(file, inOneWord(key));
			return file;
		})
	);
}

type Kept = { slug: string; closes_at: Date };
// The embedded database keeps what was asked of it alone; a call is opened anew for the days to come.
const openCall = `update calls set opens_at = now() - interval '1 day', closes_at = date_trunc('minute', now()) + interval '3 hours',
	review_until = now() + interval '5 days', draw_at = now() + interval '6 days' where slug = 'seoul-2026' returning slug, closes_at`;

test('with the program and the database gone the board is read, tells of a deadline two people moved, and is gone by afterwards', async (t) => {
	const [home, folder] = [scratchFolder(t), scratchFolder(t)];
	const board = join(folder, 'board');
	const env = { DATA_DIR: home, STATUS_DIR: board, REHEARSAL: '1', SAMPLE_APPLICATIONS: '12' };
	const first = await serving(await start(t, env));
	const [call] = (await ask(home, openCall)) as [Kept];
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
	await until(async () => ((await ask(home, closing)) as Kept[])[0]!.closes_at.getTime() === moved.getTime());
	deepEqual(await ask(home, `select verb from journal where verb like 'deadline.%adopted'`), [
		{ verb: 'deadline.adopted' }
	]);
	await until(() => here()?.changes.some(({ reason }) => reason.en === 'An outage') ?? false);
	second.child.kill('SIGTERM');
	await second.ended;
});
