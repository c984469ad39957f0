import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';

const folder = join(import.meta.dirname, '../db/migrations');
let server: Promise<{ url: string; stop: () => Promise<void> }> | undefined;

// At the level of the file: a hook set within a test would run at that test's end.
after(async () => (await server)?.stop());

/** The URL of a PostgreSQL for this test file: the run's own, or one started for this file alone. */
async function serverUrl(): Promise<string> {
	server ??= process.env.TEST_POSTGRES
		? Promise.resolve({ url: process.env.TEST_POSTGRES, stop: async () => {} })
		: startServer();
	return (await server).url;
}

async function startServer() {
	const { startPostgres } = await import('../scripts/postgres.mjs');
	const dataDir = mkdtempSync(join(tmpdir(), 'madang-test-'));
	const { url, stop } = await startPostgres({ dataDir, fast: true });
	return { url, stop: () => stop().then(() => rmSync(dataDir, { recursive: true, force: true })) };
}

/** A new database with every migration applied, copied from a template; `drop` takes it away again. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
	const admin = await serverUrl();
	const name = `t_${randomBytes(6).toString('hex')}`;
	await withClient(admin, async (client) =>
		client.query(`create database ${name} template ${await template(client, admin)}`)
	);
	return {
		url: urlOf(admin, name),
		drop: () => withClient(admin, (client) => client.query(`drop database ${name} with (force)`)).then(() => {})
	};
}

// Named by what it is made of, so that changed migrations make a new one; the lock lets test files share it.
async function template(client: pg.Client, admin: string): Promise<string> {
	const name = `template_${fingerprint()}`;
	await client.query('select pg_advisory_lock(4242)');
	try {
		const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
		if (rowCount === 0) {
			await client.query(`create database ${name}_making`);
			await migrate(urlOf(admin, `${name}_making`));
			await client.query(`alter database ${name}_making rename to ${name}`);
		}
	} finally {
		await client.query('select pg_advisory_unlock(4242)');
	}
	return name;
}

function fingerprint(): string {
	const hash = createHash('sha256');
	for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
	return hash.digest('hex').slice(0, 12);
}

// By hand: a URL with a socket for a host is libpq's, not the web's.
function urlOf(url: string, database: string): string {
	const [path = '', ...query] = url.split('?');
	return [path.replace(/[^/]*$/, database), ...query].join('?');
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}
