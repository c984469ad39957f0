import { createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import { StartFault } from '../start/fault.mjs';
import { filesBelow, measured, type Kept, type Manifest } from './manifest.ts';
import { asSql, tablesInOrder } from './tables.ts';

/**
 * Leaves a whole copy of the store in `folder`: every table as it was at one instant, and the uploaded files where they
 * lie on disk. It is made aside and appears when it is whole, while the program goes on. Refuses a folder that is there.
 */
export async function backUp(
	{ url, dataDir, inBucket }: { url: string; dataDir: string; inBucket: boolean },
	folder: string,
	at: Date
): Promise<Manifest> {
	if (existsSync(folder)) {
		throw new StartFault(
			`${folder} is there already: name a new folder.`,
			`${folder}이(가) 이미 있습니다. 새 폴더를 지정하세요.`
		);
	}
	const aside = `${folder}.unfinished`;
	await rm(aside, { recursive: true, force: true });
	await mkdir(join(aside, 'tables'), { recursive: true, mode: 0o700 });
	const told = await copyTables(url, aside);
	const source = join(dataDir, 'files');
	if (!inBucket && existsSync(source)) await cp(source, join(aside, 'files'), { recursive: true });
	const contents: Kept[] = [];
	// One at a time: there may be more files than may be open.
	for (const path of await filesBelow(aside)) contents.push(await measured(aside, path));
	const files = inBucket ? 'bucket' : 'here';
	const manifest: Manifest = { kind: 'madang/backup/v1', at: at.toISOString(), ...told, files, contents };
	await writeFile(join(aside, 'manifest.json'), JSON.stringify(manifest, null, '\t') + '\n');
	await rename(aside, folder);
	return manifest;
}

type Told = Pick<Manifest, 'migrations' | 'rows' | 'journal' | 'sequences'>;

/** All tables at one instant: what is written meanwhile is in the next backup. */
async function copyTables(url: string, folder: string): Promise<Told> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('begin isolation level repeatable read read only');
		const rows: Record<string, number> = {};
		for (const table of await tablesInOrder(client)) {
			const copy = client.query(to(`copy ${asSql(table)} to stdout`));
			await pipeline(
				copy,
				createGzip(),
				createWriteStream(join(folder, 'tables', `${table.name}.gz`), { mode: 0o600 })
			);
			rows[table.name] = copy.rowCount;
		}
		return { rows, ...(await whereItStood(client)) };
	} finally {
		await client.end();
	}
}

async function whereItStood(client: pg.Client): Promise<Omit<Told, 'rows'>> {
	const migrations = await client.query<{ name: string; sha256: string }>(
		'select name, sha256 from migrations order by name'
	);
	const head = await client.query<{ seq: string; hash: string }>(
		`select seq::text, encode(hash, 'hex') as hash from journal_head`
	);
	const sequences = await client.query<{ name: string; value: string }>(
		`select sequencename as name, last_value::text as value from pg_sequences
			where schemaname = 'public' and last_value is not null`
	);
	const { seq, hash } = head.rows[0]!;
	return {
		migrations: migrations.rows,
		journal: { seq: Number(seq), hash },
		sequences: Object.fromEntries(sequences.rows.map(({ name, value }) => [name, Number(value)]))
	};
}
