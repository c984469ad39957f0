import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { StartFault } from '../start/fault.mjs';
import { freshDatabase } from '../tests/database.ts';
import { ChangedMigration, migrate } from './migrate.ts';

test('a migration whose table is in use gives up after two seconds, changes nothing, and works when it is free', async () => {
	const { url, drop } = await freshDatabase();
	const folder = await mkdtemp(join(tmpdir(), 'madang-migrations-'));
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('truncate migrations; create table busy (n int); insert into busy values (1)');
		await writeFile(
			join(folder, '0001_busy.sql'),
			'create table other (n int); alter table busy add column note text;'
		);
		await client.query('begin; select * from busy');
		const began = performance.now();
		await rejects(migrate(url, { folder }), StartFault);
		const waited = performance.now() - began;
		ok(waited > 1_900 && waited < 4_000, `${waited} ms`);
		equal((await client.query(`select to_regclass('other') as other`)).rows[0].other, null);
		await client.query('commit');
		deepEqual(await migrate(url, { folder }), ['0001_busy.sql']);
		deepEqual(await migrate(url, { folder }), []);
		deepEqual((await client.query('select n, note from busy')).rows, [{ n: 1, note: null }]);
	} finally {
		await client.end();
		await rm(folder, { recursive: true, force: true });
		await drop();
	}
});

test('a program may start on what a newer one has added to, and not where one of its own was changed or taken away', async () => {
	const { url, drop } = await freshDatabase();
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(`insert into migrations (name, sha256) values ('9999_newer.sql', 'x')`);
		deepEqual(await migrate(url), []);
		await client.query(`insert into migrations (name, sha256) values ('0002_taken_away.sql', 'x')`);
		await rejects(migrate(url), ChangedMigration);
	} finally {
		await client.end();
		await drop();
	}
});
