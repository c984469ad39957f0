import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { own } from '../start/postgres-account.mjs';
import { socketFolder } from '../start/postgres-files.mjs';
import { startPostgres, type Postgres } from '../start/postgres.mjs';

/**
 * Makes a streaming replica of the embedded PostgreSQL that runs on `of`, in the folder `at`, and starts it. By
 * PostgreSQL's own way for a copy of the files of a running server (its manual, "Making a Base Backup Using the Low Level
 * API"), for the embedded one comes without `pg_basebackup`.
 */
export async function openStandby(of: string, at: string): Promise<Postgres> {
	const { url } = await startPostgres({ dataDir: of });
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(`select pg_backup_start('standby', fast => true)`);
		copyFiles(join(of, 'postgres'), join(at, 'postgres'));
		const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
		const conninfo = `host=${socketFolder(join(of, 'postgres'))} user=postgres application_name=standby`;
		leave(join(at, 'postgres', 'backup_label'), rows[0]!.labelfile);
		leave(join(at, 'postgres', 'standby.signal'), '');
		leave(join(at, 'postgres', 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`);
	} finally {
		await client.end();
	}
	return startPostgres({ dataDir: at });
}

function copyFiles(from: string, to: string): void {
	mkdirSync(dirname(to), { recursive: true });
	spawnSync('cp', ['-a', from, to]); // files that come and go meanwhile are in the log
	const running = ['postmaster.pid', 'postmaster.opts', '.s.PGSQL.5432', '.s.PGSQL.5432.lock'];
	for (const name of running) rmSync(join(to, name), { force: true });
	if (!existsSync(join(to, 'PG_VERSION'))) throw new Error(`nothing was copied to ${to}`);
}

function leave(path: string, text: string): void {
	writeFileSync(path, text, { mode: 0o600 });
	if (process.getuid?.() === 0) own(path, statSync(dirname(path)).uid);
}
