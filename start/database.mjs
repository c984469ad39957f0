import pg from 'pg';
import { startPostgres } from './postgres.mjs';
import { StartFault } from './fault.mjs';
import { whyUnreached } from './unreached.mjs';

/**
 * The database of this start: the server that DATABASE_URL names, if it answers, or the embedded one.
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<{ url: string, servingUrl: string, adopted: boolean, stop: () => Promise<void>, stopNow: () => void }>}
 */
export async function openDatabase({ databaseUrl, ownerUrl, dataDir, isRehearsal }) {
	if (!databaseUrl) return startPostgres({ dataDir });
	await reach(databaseUrl, isRehearsal);
	const url = ownerUrl ?? databaseUrl;
	// Of one login both are done: each connection that serves takes the role that owns nothing.
	return { url, servingUrl: databaseUrl, adopted: false, stop: async () => {}, stopNow: () => {} };
}

/** @param {string} url @param {boolean} isRehearsal a rehearsal promises nothing, and need not wait for the disk */
async function reach(url, isRehearsal) {
	let client;
	try {
		client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
		client.on('error', () => {});
		await client.connect();
		if (!(await hasRole(client))) throw mayNotServe(url);
		if (!isRehearsal) await checkDurable(client);
	} catch (error) {
		if (error instanceof StartFault) throw error;
		const { code, en, ko } = whyUnreached(error, usual);
		throw new StartFault(
			`The database at ${withoutPassword(url)} cannot be reached (${code}): ${en} (DATABASE_URL).`,
			`${withoutPassword(url)} 데이터베이스에 연결할 수 없습니다(${code}). ${ko}(DATABASE_URL).`
		);
	} finally {
		await client?.end().catch(() => {});
	}
}

const usual = {
	en: 'check the address and that the server runs',
	ko: '주소와 서버 상태를 확인하세요'
};

/** @param {string} url */
function mayNotServe(url) {
	const said = 'create role madang_web nologin; grant madang_web to LOGIN;';
	return new StartFault(
		`The login of ${withoutPassword(url)} may not make the role the program serves as: run once as its administrator: ${said}`,
		`${withoutPassword(url)}의 계정은 프로그램이 쓸 역할을 만들 수 없습니다. 서버 관리자로 한 번 실행하세요: ${said}`
	);
}

/** Whether the login has the role that the program serves as, or may make it. @param {pg.Client} client */
async function hasRole(client) {
	const { rows } = await client.query(`
		select rolsuper or case when exists (select from pg_roles where rolname = 'madang_web')
			then pg_has_role(current_user, 'madang_web', 'member') else rolcreaterole end as has
		from pg_roles where rolname = current_user`);
	return rows[0].has;
}

/**
 * A receipt is a promise: what it says is on the disk, also when the power goes. A database that answers before it has
 * written cannot keep that.
 * @param {pg.Client} client
 */
async function checkDurable(client) {
	const { rows } = await client.query(`select name from pg_settings
		where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name`);
	const unsafe = rows.map(({ name }) => name);
	if (unsafe.length === 0) return;
	throw new StartFault(
		`The database does not wait for the disk (${unsafe.join(', ')}): switch these on, or a receipt may name what is lost.`,
		`데이터베이스가 디스크에 쓰일 때까지 기다리지 않습니다(${unsafe.join(', ')}). 이 설정을 켜세요.`
	);
}

/** @param {string} url */
function withoutPassword(url) {
	return url.replace(/(\/\/[^/@:]*):[^@]*@/, '$1@');
}
