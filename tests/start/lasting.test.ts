import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, scratchFolder, serving, start } from './madang.ts';

const serverPid = (dataDir: string): number =>
	Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** The processes whose command line names this folder. */
const processesOf = (dataDir: string): string[] =>
	readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
		.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
		.filter((command) => command.includes(dataDir));

test('kill -9 of the program, of the database and of both loses no acknowledged row', async (t) => {
	const dataDir = scratchFolder(t);
	let run = await serving(await start(t, { DATA_DIR: dataDir }));
	await ask(dataDir, 'create table kept (n int primary key)');

	const victims = [['program'], ['database'], ['program', 'database']];
	for (const [n, dead] of victims.entries()) {
		await ask(dataDir, `insert into kept values (${n})`);
		if (dead.includes('database')) process.kill(serverPid(dataDir), 'SIGKILL');
		run.child.kill('SIGKILL');
		await run.ended;
		run = await serving(await start(t, { DATA_DIR: dataDir }));
		equal((await ask(dataDir, 'select n from kept')).length, n + 1, `after kill -9 of ${dead.join(' and ')}`);
	}
	run.child.kill('SIGTERM');
	equal(await run.ended, 0);
});

test('Ctrl-C ends at once what was started, with a stream open, and a second start is fast', async (t) => {
	const dataDir = scratchFolder(t);
	const first = await serving(await start(t, { DATA_DIR: dataDir }));
	await fetch(first.address); // leaves a connection open
	// The terminal and npm each deliver it.
	process.kill(-(first.child.pid ?? 0), 'SIGINT');
	first.child.kill('SIGINT');
	const began = Date.now();
	equal(await first.ended, 0, first.said());
	ok(Date.now() - began < 5_000);
	if (process.platform === 'linux') deepEqual(processesOf(dataDir), []);
	deepEqual(
		readdirSync(dataDir)
			.sort()
			.filter((name) => name.endsWith('.pid')),
		[]
	);

	const again = Date.now();
	const second = await serving(await start(t, { DATA_DIR: dataDir }));
	ok(Date.now() - again < 5_000, 'the second start took 5 seconds or more');
	second.child.kill('SIGTERM');
	equal(await second.ended, 0);
});

for (const after_ms of [150, 400, 650]) {
	test(`Ctrl-C ${after_ms} ms into the first start leaves no process, and the next start works`, async (t) => {
		const dataDir = scratchFolder(t);
		const cut = await start(t, { DATA_DIR: dataDir });
		await new Promise((done) => setTimeout(done, after_ms));
		process.kill(-(cut.child.pid ?? 0), 'SIGINT');
		await cut.ended;
		if (process.platform === 'linux') deepEqual(processesOf(dataDir), []);
		const run = await serving(await start(t, { DATA_DIR: dataDir }));
		run.child.kill('SIGTERM');
		equal(await run.ended, 0);
	});
}

test('a lock of a process that is gone, whose id another one has, is taken over', async (t) => {
	const dataDir = scratchFolder(t);
	writeFileSync(join(dataDir, 'madang.pid'), `${process.pid} of another boot 42\n`);
	const run = await serving(await start(t, { DATA_DIR: dataDir }));
	run.child.kill('SIGTERM');
	equal(await run.ended, 0);
});

test('a data folder with a long, spaced and Korean name works', async (t) => {
	const dataDir = join(scratchFolder(t), '마당 자료', 'x'.repeat(80));
	const run = await serving(await start(t, { DATA_DIR: dataDir }));
	equal((await fetch(run.address)).status, 200);
	run.child.kill('SIGTERM');
	equal(await run.ended, 0);
	if (process.platform === 'linux') deepEqual(processesOf(dataDir), []);
});
