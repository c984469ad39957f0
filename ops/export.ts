import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import { StartFault } from '../start/fault.mjs';
import { csv } from '../src/lib/csv.ts';
import type { Files } from '../src/lib/disk.server.ts';
import { filesBelow, measured, type Kept } from './manifest.ts';
import { ownedTables, type Owned } from './owned.ts';
import { readmeOf } from './readme.ts';

/** What an export says of itself: whose it is, of which instant, how many rows of what, and every file in it. */
export type ExportManifest = {
	kind: 'madang/export/v1';
	host: string;
	at: string;
	rows: Record<string, number>;
	files: number;
	missing: string[];
	contents: Kept[];
};

/**
 * Writes everything of one host into `folder`, as of one instant: each table as JSON lines and as CSV, the files people
 * attached, and pages that say what each is. Links, keys and what was never the host's to read are left out. It is made
 * aside and appears when it is whole. Refuses a folder that is there, and a host that is not.
 */
export async function exportHost(
	{ url, files }: { url: string; files: Files },
	{ slug, folder, at }: { slug: string; folder: string; at: Date }
): Promise<ExportManifest> {
	if (existsSync(folder))
		throw new StartFault(
			`${folder} is there already: name a new folder.`,
			`${folder}이(가) 이미 있습니다. 새 폴더를 지정하세요.`
		);
	const aside = `${folder}.unfinished`;
	await rm(aside, { recursive: true, force: true });
	for (const part of ['tables', 'files']) await mkdir(join(aside, part), { recursive: true, mode: 0o700 });
	const told = await writeTables(url, slug, aside);
	const missing = await writeFiles(files, told.files, join(aside, 'files'));
	await writeFile(join(aside, 'schema.json'), JSON.stringify(told.schema, null, '\t') + '\n');
	await writeFile(join(aside, 'README.md'), readmeOf({ slug, at, rows: told.rows }));
	const contents: Kept[] = [];
	for (const path of await filesBelow(aside)) contents.push(await measured(aside, path));
	const manifest: ExportManifest = {
		...{ kind: 'madang/export/v1', host: slug, at: at.toISOString(), rows: told.rows },
		...{ files: told.files.length - missing.length, missing, contents }
	};
	await writeFile(join(aside, 'manifest.json'), JSON.stringify(manifest, null, '\t') + '\n');
	await rename(aside, folder);
	return manifest;
}

async function writeTables(url: string, slug: string, folder: string) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('begin isolation level repeatable read read only');
		const host = await client.query<{ id: string }>('select id from hosts where slug = $1', [slug]);
		if (!host.rows[0]) throw new StartFault(`There is no host "${slug}".`, `"${slug}"(이)라는 주최 기관이 없습니다.`);
		const tables = await ownedTables(client, host.rows[0].id);
		const rows: Record<string, number> = {};
		for (const table of tables) rows[table.name] = await writeTable(client, table, join(folder, 'tables'));
		const schema = Object.fromEntries(tables.map(({ name, columns, names }) => [name, { columns, names }]));
		return { rows, schema, files: await filesOf(client, tables) };
	} finally {
		await client.end();
	}
}

// A line of JSON has no control characters in it: with these two COPY leaves it as it is.
const asLines = `(format csv, quote e'\\x01', delimiter e'\\x02')`;

/** Writes a table's rows twice, for programs and for spreadsheets; answers how many there are. */
async function writeTable(client: pg.Client, { name, columns, rows }: Owned, folder: string): Promise<number> {
	const [lines, cells] = await Promise.all(
		['jsonl', 'csv'].map((end) => open(join(folder, `${name}.${end}`), 'w', 0o600))
	);
	try {
		const heads = columns.map((column) => column.name);
		await cells!.appendFile(csv([heads]));
		let count = 0;
		let rest = '';
		const copy = client.query(to(`copy (select to_jsonb(line) from (${rows}) as line) to stdout ${asLines}`));
		for await (const piece of copy.setEncoding('utf8') as AsyncIterable<string>) {
			const whole = (rest + piece).split('\n');
			rest = whole.pop()!;
			if (whole.length === 0) continue;
			const made = whole.map((line) => JSON.parse(line) as Record<string, unknown>);
			await lines!.appendFile(whole.join('\n') + '\n');
			// Without the byte order mark, which is for a file's beginning.
			await cells!.appendFile(csv(made.map((row) => heads.map((head) => cellOf(row[head])))).slice(1));
			count += whole.length;
		}
		return count;
	} finally {
		await Promise.all([lines!.close(), cells!.close()]);
	}
}

function cellOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}

const withFiles = ['attachments', 'briefing_files', 'record_pictures'];

/** The keys of the files whose rows are taken along. A file that never came whole has none. */
async function filesOf(client: pg.Client, tables: Owned[]): Promise<string[]> {
	const keys: string[] = [];
	for (const { name, rows } of tables) {
		if (!withFiles.includes(name)) continue;
		const found = await client.query<{ id: string }>(`select id from (${rows}) as line where sha256 is not null`);
		keys.push(...found.rows.map(({ id }) => id));
	}
	return keys;
}

/** Copies files, one at a time; answers the keys of those that are not there (erased, or lost). */
async function writeFiles(files: Files, keys: string[], folder: string): Promise<string[]> {
	const missing: string[] = [];
	for (const key of keys) {
		const source = await files.read(key).catch(() => null);
		if (source) await pipeline(source, createWriteStream(join(folder, key), { mode: 0o600 }));
		else missing.push(key);
	}
	return missing;
}
