import pg from 'pg';
import { startPostgres } from './postgres.mjs';
import { StartFault } from './fault.mjs';

/**
 * The database of this start: the server that DATABASE_URL names, if it answers, or the embedded one.
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<{ url: string, adopted: boolean, stop: () => Promise<void>, stopNow: () => void }>}
 */
export async function openDatabase({ databaseUrl, dataDir }) {
	if (!databaseUrl) return startPostgres({ dataDir });
	await reach(databaseUrl);
	return { url: databaseUrl, adopted: false, stop: async () => {}, stopNow: () => {} };
}

/** @param {string} url */
async function reach(url) {
	let client;
	try {
		client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
		client.on('error', () => {});
		await client.connect();
	} catch (error) {
		const reason = error.code ?? error.message;
		throw new StartFault(
			`The database at ${withoutPassword(url)} cannot be reached (${reason}): check DATABASE_URL and that the server runs.`,
			`${withoutPassword(url)} 데이터베이스에 연결할 수 없습니다(${reason}). DATABASE_URL과 서버 상태를 확인하세요.`
		);
	} finally {
		await client?.end().catch(() => {});
	}
}

/** @param {string} url */
function withoutPassword(url) {
	return url.replace(/(\/\/[^/@:]*):[^@]*@/, '$1@');
}
