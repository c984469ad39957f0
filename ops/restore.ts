import { createReadStream } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { migrate, migrationsIn, strangeIn } from '../db/migrate.ts';
import { StartFault } from '../start/fault.mjs';
import { readBackup, type Manifest } from './manifest.ts';
import { asSql, brokenLine, tablesInOrder } from './tables.ts';

/**
 * Fills an empty store from a backup: proves that it is whole, brings the tables to where they were, fills them all or
 * none, checks every count and the journal's chain, and then brings them to where the program is now. Refuses a store
 * that has a host in it, and a backup of a newer program.
 */
export async function restore({ url, dataDir }: { url: string; dataDir: string }, folder: string): Promise<Manifest> {
	const manifest = await readBackup(folder);
	await checkMigrations(manifest);
	await migrate(url, { upTo: manifest.migrations.at(-1)?.name });
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await checkEmpty(client);
		await client.query('begin');
		await fill(client, folder, manifest);
		await check(client, manifest);
		await client.query('commit');
	} finally {
		await client.end();
	}
	if (manifest.files === 'here') {
		await cp(join(folder, 'files'), join(dataDir, 'files'), { recursive: true }).catch(
			(fault: NodeJS.ErrnoException) => {
				if (fault.code !== 'ENOENT') throw fault; // nobody had sent a file yet
			}
		);
	}
	await migrate(url);
	return manifest;
}

async function checkMigrations({ migrations }: Manifest): Promise<void> {
	const strange = strangeIn(migrations, await migrationsIn());
	if (!strange) return;
	throw new StartFault(
		`The backup is of another program: this one does not know its migration ${strange.name}. Restore it with the version that made it, or a newer one.`,
		`이 프로그램이 모르는 ${strange.name} 마이그레이션이 백업에 있습니다. 백업을 만든 판이나 더 새로운 판으로 복원하세요.`
	);
}

async function checkEmpty(client: pg.Client): Promise<void> {
	const { rows } = await client.query('select from hosts limit 1');
	if (rows.length === 0) return;
	throw new StartFault(
		'The store is not empty: restore into a new data folder or a new database.',
		'저장소가 비어 있지 않습니다. 새 데이터 폴더나 새 데이터베이스에 복원하세요.'
	);
}

/** The tables' own triggers made these rows once already; the keys between them are checked as ever. */
async function fill(client: pg.Client, folder: string, { rows, sequences }: Manifest): Promise<void> {
	const tables = (await tablesInOrder(client)).filter(({ name }) => name in rows);
	for (const { name } of tables) await client.query(`alter table "${name}" disable trigger user`);
	await client.query(`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')}`);
	for (const table of tables) {
		const file = createReadStream(join(folder, 'tables', `${table.name}.gz`));
		await pipeline(file, createGunzip(), client.query(from(`copy ${asSql(table)} from stdin`)));
	}
	for (const [name, value] of Object.entries(sequences)) await client.query('select setval($1, $2)', [name, value]);
	// What waits to be checked at the end is checked now: a table with checks outstanding cannot be altered.
	await client.query('set constraints all immediate');
	for (const { name } of tables) await client.query(`alter table "${name}" enable trigger user`);
}

async function check(client: pg.Client, { rows, journal }: Manifest): Promise<void> {
	for (const [name, count] of Object.entries(rows)) {
		const found = await client.query<{ n: number }>(`select count(*)::int as n from "${name}"`);
		if (found.rows[0]!.n !== count)
			throw new Error(`${name} has ${found.rows[0]!.n} rows, and the backup had ${count}`);
	}
	const head = await client.query<{ hash: string }>(`select encode(hash, 'hex') as hash from journal_head`);
	const broken = await brokenLine(client);
	if (broken === null && head.rows[0]!.hash === journal.hash) return;
	throw new StartFault(
		`The journal in the backup is broken${broken === null ? '' : ` at line ${broken}`}: nothing was restored.`,
		`백업 속 기록이 이어지지 않습니다${broken === null ? '' : `(${broken}번째 줄)`}. 아무것도 복원하지 않았습니다.`
	);
}
