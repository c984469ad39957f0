// What was acknowledged is on the disk: of the database as the program runs it, and of one that the operator names.
import { deepEqual, equal, match } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { openDatabase } from '../../start/database.mjs';
import { startPostgres } from '../../start/postgres.mjs';
import { ask, scratchFolder } from './madang.ts';

const postmaster = (dataDir: string): number =>
	Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** The database's own processes, its first one first: all die at once, as when a machine's memory is gone. */
function killAll(dataDir: string): void {
	const first = postmaster(dataDir);
	const children = readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
	for (const pid of [first, ...children]) process.kill(pid, 'SIGKILL');
}

/** Writes rows one after another until the connection breaks; answers with those that were acknowledged. */
async function write(url: string, writer: number, kept: string[]): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => {});
	await client.connect();
	try {
		for (let nth = 0; ; nth++) {
			await client.query('insert into kept values ($1)', [`${writer} ${nth}`]);
			kept.push(`${writer} ${nth}`);
		}
	} catch {
		// it was killed
	}
}

test('the database waits for the disk: fsync, whole pages, and the commit', async (t) => {
	const dataDir = scratchFolder(t);
	await startPostgres({ dataDir });
	const names = ['fsync', 'full_page_writes', 'synchronous_commit'];
	const rows = await ask(dataDir, `select setting from pg_settings where name in ('${names.join("','")}')`);
	deepEqual(rows, [{ setting: 'on' }, { setting: 'on' }, { setting: 'on' }]);
});

const isLinux = process.platform === 'linux';

test(
	'kill -9 of every process of the database under writers loses nothing that was acknowledged',
	{ skip: !isLinux },
	async (t) => {
		const dataDir = scratchFolder(t);
		for (let times = 0; times < 3; times++) {
			const { url } = await startPostgres({ dataDir });
			await ask(dataDir, 'drop table if exists kept; create table kept (n text primary key)');
			const kept: string[] = [];
			const writing = Array.from({ length: 8 }, (_, writer) => write(url, writer, kept));
			await new Promise((done) => setTimeout(done, 400 + 130 * times));
			killAll(dataDir);
			await Promise.all(writing);
			await startPostgres({ dataDir });
			const rows = (await ask(dataDir, 'select n from kept')) as { n: string }[];
			const there = new Set(rows.map(({ n }) => n));
			deepEqual([kept.length > 50, kept.filter((one) => !there.has(one))], [true, []]);
		}
	}
);

test('a start is refused on a database that does not wait for the disk', async (t) => {
	const dataDir = scratchFolder(t);
	const { url } = await startPostgres({ dataDir, fast: true });
	const settings = { databaseUrl: url, dataDir } as Parameters<typeof openDatabase>[0];
	await openDatabase(settings).then(
		() => equal(true, false, 'it started'),
		(fault: Error) => match(fault.message, /fsync, full_page_writes, synchronous_commit/)
	);
});
