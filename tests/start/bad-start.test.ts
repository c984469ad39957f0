import { match, equal } from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, freePort, scratchFolder, serving, start, type Run } from './madang.ts';

/** It ended with 1 and said one sentence in two languages: no stack, no other word. */
async function refused(run: Run, english: RegExp): Promise<void> {
	equal(await run.ended, 1);
	const lines = run.said().replace('Starting the database ...\n', '').trim().split('\n');
	match(lines[0] ?? '', english);
	match(lines[1] ?? '', /[가-힣]/);
	equal(lines.length, 2, run.said());
}

test('a taken port is told in one sentence', async (t) => {
	const other = net.createServer().listen(0, '127.0.0.1');
	await once(other, 'listening');
	t.after(() => other.close());
	const { port } = other.address() as net.AddressInfo;
	const run = await start(t, { PORT: String(port), DATA_DIR: scratchFolder(t) });
	await refused(run, new RegExp(`^Port ${port} is taken by another program`));
});

test('a port that is none is told in one sentence', async (t) => {
	await refused(await start(t, { PORT: 'http', DATA_DIR: scratchFolder(t) }), /^PORT must be a number/);
});

test('a scanner’s command that is no list is told in one sentence', async (t) => {
	await refused(
		await start(t, { SCAN_COMMAND: 'clamscan', DATA_DIR: scratchFolder(t) }),
		/^SCAN_COMMAND must be a list/
	);
});

test('a data folder that is a file is told in one sentence', async (t) => {
	const file = join(scratchFolder(t), 'data');
	writeFileSync(file, 'not a folder');
	await refused(await start(t, { DATA_DIR: file }), /^The data folder .* cannot be written \(EEXIST\)/);
});

test('an unwritable data folder is told in one sentence', async (t) => {
	if (process.getuid?.() === 0) return t.skip('root may write everywhere');
	const folder = scratchFolder(t);
	chmodSync(folder, 0o500);
	await refused(await start(t, { DATA_DIR: folder }), /^The data folder .* cannot be written \(EACCES\)/);
});

test('a database that cannot be reached is told in one sentence, without its password', async (t) => {
	const url = `postgres://madang:secret@127.0.0.1:${await freePort()}/madang`;
	const run = await start(t, { DATA_DIR: scratchFolder(t), DATABASE_URL: url });
	await refused(
		run,
		/^The database at postgres:\/\/madang@127\.0\.0\.1:\d+\/madang cannot be reached \(ECONNREFUSED\)/
	);
	equal(run.said().includes('secret'), false);
});

test('a second Madang on the same data folder is refused and leaves the first one as it was', async (t) => {
	const dataDir = scratchFolder(t);
	const first = await serving(await start(t, { DATA_DIR: dataDir }));
	await refused(await start(t, { DATA_DIR: dataDir }), /^Madang already runs on the data folder/);
	equal((await fetch(first.address)).status, 200);
	equal((await ask(dataDir, 'select 1')).length, 1);
	first.child.kill('SIGTERM');
	equal(await first.ended, 0);
});
