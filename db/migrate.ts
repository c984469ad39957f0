import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { StartFault } from '../start/fault.mjs';

type Named = { name: string; sha256: string };
type Migration = Named & { sql: string };

// Any number that no other program on a shared server takes: 'madang' in ASCII.
const lock = 0x6d6164616e67;

const ours = join(import.meta.dirname, 'migrations');

/** Another folder than the program's own, and the last file to apply. */
type MigrateOptions = { folder?: string; upTo?: string };

/** A migration that a database has already had was changed or taken away; what was applied can't be known from it. */
export class ChangedMigration extends Error {}

/**
 * Applies the plain SQL files of `folder` that the database has not had, in the order of their names and each in its
 * own transaction together with its line in `migrations`. Two starters take turns. Nothing is tried twice: a file that
 * fails leaves nothing behind and ends the start. What a newer program has applied after all of ours only adds: this one
 * may go on beside it, or come back after it.
 *
 * @returns the names that were applied now
 * @throws ChangedMigration when an applied file was changed or taken away, StartFault when a table it needs is held by somebody for longer than two seconds
 */
export async function migrate(url: string, { folder = ours, upTo }: MigrateOptions = {}): Promise<string[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [lock]);
		const all = await migrationsIn(folder);
		const pending = (await pendingOf(client, all)).filter(({ name }) => !upTo || name <= upTo);
		for (const migration of pending) await apply(client, migration);
		return pending.map(({ name }) => name);
	} finally {
		await client.end(); // and with the session its lock
	}
}

/** The migrations of a folder, in their order. */
export async function migrationsIn(folder = ours): Promise<Migration[]> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
	return Promise.all(
		names.map(async (name) => {
			const sql = await readFile(join(folder, name), 'utf8');
			return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
		})
	);
}

/** The first of the applied migrations that these do not have as it was applied; undefined when they have all. */
export function strangeIn<Applied extends Named>(applied: Applied[], migrations: Named[]): Applied | undefined {
	const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
	return applied.find(({ name, sha256 }) => known.get(name) !== sha256);
}

async function pendingOf(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
	await client.query(`create table if not exists migrations (
		name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
	const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migrations');
	const last = migrations.at(-1)?.name ?? '';
	const strange = strangeIn(
		rows.filter(({ name }) => name <= last),
		migrations
	);
	if (strange) {
		throw new ChangedMigration(
			`The migration ${strange.name} was changed after it had been applied: put it back, add another.`
		);
	}
	const applied = new Set(rows.map(({ name }) => name));
	return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
	await client.query('begin');
	try {
		// Whoever waits for a lock holds up all who come after: a program that serves meanwhile must not notice.
		await client.query(`set local lock_timeout = '2s'`);
		await client.query(sql);
		await client.query('insert into migrations (name, sha256) values ($1, $2)', [name, sha256]);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback');
		if ((error as { code?: string }).code === '55P03') throw tableInUse(name);
		throw new Error(`The migration ${name} failed.`, { cause: error });
	}
}

function tableInUse(migration: string): StartFault {
	return new StartFault(
		`The migration ${migration} waited two seconds for a table that is in use, and changed nothing: start again.`,
		`${migration} 마이그레이션이 쓰이고 있는 표를 2초 동안 기다리다가 아무것도 바꾸지 않고 그만두었습니다. 다시 시작하세요.`
	);
}
