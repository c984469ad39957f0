import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../start/postgres.mjs';

/**
 * A database with all migrations and nothing else, for the domain's tests to copy (`create database … template …`): on
 * the server of TEST_DATABASE_URL, or on an embedded one that lives as long as the run and forgets durability.
 *
 * @returns {Promise<{ url: string, name: string, close: () => Promise<void> }>} the server, and the database's name
 */
export async function openTemplate() {
	const server = await openServer();
	const name = `madang_template_${process.pid}`;
	const { migrate } = await import('../db/migrate.ts');
	try {
		await tell(server.url, `create database ${name}`);
		await migrate(withDatabase(server.url, name));
	} catch (error) {
		await server.close();
		throw error;
	}
	const close = async () => {
		await tell(server.url, `drop database if exists ${name} with (force)`);
		await server.close();
	};
	return { url: server.url, name, close };
}

const memory = '/dev/shm';

/** Memory where there is plenty of it, for a database of small files is made for every scene; a folder on disk otherwise. */
function fastFolder() {
	if (!existsSync(memory)) return tmpdir();
	const { bavail, bsize } = statfsSync(memory);
	return bavail * bsize > 4 * 2 ** 30 ? memory : tmpdir();
}

async function openServer() {
	const url = process.env.TEST_DATABASE_URL;
	if (url) return { url, close: async () => {} };
	const dataDir = mkdtempSync(join(fastFolder(), 'madang-test-'));
	const { url: embedded, stop } = await startPostgres({ dataDir, fast: true });
	const close = async () => {
		await stop();
		rmSync(dataDir, { recursive: true, force: true });
	};
	return { url: embedded, close };
}

/** Runs one statement on a server. @param {string} url @param {string} statement */
export async function tell(url, statement) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

/** The same server, another database. @param {string} url @param {string} name */
export function withDatabase(url, name) {
	return url.replace(/^(\w+:\/\/[^/?]*\/)[^?]*/, `$1${name}`);
}
