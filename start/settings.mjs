import { Resolver } from 'node:dns';
import { resolve } from 'node:path';
import { StartFault } from './fault.mjs';

/**
 * What the environment says, with the defaults filled in.
 *
 * @typedef {object} Settings
 * @property {number} port PORT, 3000
 * @property {string | undefined} host HOST; loopback in a rehearsal, every address otherwise
 * @property {string} dataDir DATA_DIR, ./data, absolute
 * @property {URL | null} baseUrl BASE_URL: the origin that people type, when it's not the one the socket sees
 * @property {URL | null} filesOrigin FILES_ORIGIN: an origin for files alone, that leads to this server too
 * @property {string | null} databaseUrl DATABASE_URL: a real server instead of the embedded one
 * @property {string | null} ownerUrl DATABASE_OWNER_URL: the same database by the login that owns its tables, for migrations and
 *   backups, when DATABASE_URL's is only a member of madang_web; the same login otherwise
 * @property {boolean} isRehearsal REHEARSAL: the mailbox and the clock are pages that anyone may open
 * @property {boolean} trustProxy TRUST_PROXY: X-Forwarded-* are written by a proxy of ours
 * @property {number} pagesAtOnce PAGES_AT_ONCE, 16: a page takes some 5 ms of a core, so those under way are a tenth of a
 *   second; more of them would only wait for each other, and keep those who press the button waiting
 * @property {number} lagMs LAG_MS, 150: so late, whoever reads waits, and then is asked to come again; a person does not notice it yet
 * @property {number} drainMs DRAIN_MS, 2000 behind a proxy and 0 otherwise: how long it says that it will end before it does
 */

/** Reads the settings; refuses a number, an address or a command that is none. @returns {Settings} */
export function readSettings(env = process.env) {
	checkCommand(env.SCAN_COMMAND || '[]');
	checkAssistant(env);
	checkNameServers(env.DNS_SERVERS || '');
	for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_REPLICA_URL']) checkDatabase(name, env[name]);
	checkMail(env.SMTP_URL);
	const isRehearsal = env.REHEARSAL ? env.REHEARSAL === '1' : !env.DATABASE_URL && !env.SMTP_URL;
	return {
		port: readPort(env.PORT || '3000'),
		host: env.HOST || (isRehearsal ? '127.0.0.1' : undefined),
		dataDir: resolve(env.DATA_DIR || 'data'),
		baseUrl: env.BASE_URL ? readOrigin('BASE_URL', env.BASE_URL) : null,
		filesOrigin: env.FILES_ORIGIN ? readOrigin('FILES_ORIGIN', env.FILES_ORIGIN) : null,
		databaseUrl: env.DATABASE_URL || null,
		ownerUrl: env.DATABASE_OWNER_URL || env.DATABASE_URL || null,
		isRehearsal,
		trustProxy: env.TRUST_PROXY === '1',
		pagesAtOnce: readCount('PAGES_AT_ONCE', env.PAGES_AT_ONCE || '16'),
		lagMs: readCount('LAG_MS', env.LAG_MS || '150'),
		drainMs: readCount('DRAIN_MS', env.DRAIN_MS || (env.TRUST_PROXY === '1' ? '2000' : '0'), 0)
	};
}

/**
 * Hands the settings to the application, which reads the environment as any SvelteKit application does.
 * @param {Settings} settings
 * @param {string} databaseUrl the embedded server's, or the given one
 */
export function passOn(settings, databaseUrl, env = process.env) {
	env.DATABASE_URL = databaseUrl;
	env.DATA_DIR = settings.dataDir;
	env.PORT = String(settings.port);
	env.BASE_URL = addressOf(settings);
	env.REHEARSAL = settings.isRehearsal ? '1' : '0';
	env.MADANG_ROOT = resolve(import.meta.dirname, '..');
	env.BODY_SIZE_LIMIT = '128M'; // of a file in a plain form; what all else may send is the porch's to hold
}

/** Where people find us. "localhost", for a passkey cannot belong to an IP address. @param {Settings} settings */
export function addressOf(settings) {
	return settings.baseUrl?.origin ?? `http://localhost:${settings.port}`;
}

/** @param {string} text */
function readPort(text) {
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65536) return port;
	throw new StartFault(
		`PORT must be a number from 1 to 65535, and "${text}" is not.`,
		`PORT는 1부터 65535까지의 숫자여야 하는데 "${text}"(으)로 되어 있습니다.`
	);
}

/** @param {string} name @param {string} text @param {number} least */
function readCount(name, text, least = 1) {
	const count = Number(text);
	if (Number.isInteger(count) && count >= least) return count;
	throw new StartFault(
		`${name} must be a whole number from ${least} up, and "${text}" is not.`,
		`${name}은(는) ${least} 이상의 정수여야 하는데 "${text}"(으)로 되어 있습니다.`
	);
}

/** The application reads it as JSON; what is none should be said before. @param {string} text */
function checkCommand(text) {
	try {
		const parts = JSON.parse(text);
		if (Array.isArray(parts) && parts.every((part) => typeof part === 'string')) return;
	} catch {
		// said below
	}
	throw new StartFault(
		`SCAN_COMMAND must be a list in JSON like ["clamscan","--no-summary"], and "${text}" is not.`,
		`SCAN_COMMAND은(는) ["clamscan","--no-summary"]처럼 JSON 목록이어야 하는데 "${text}"(으)로 되어 있습니다.`
	);
}

/** Name servers are addresses, each with a port where it is not the usual one. @param {string} text */
function checkNameServers(text) {
	try {
		new Resolver().setServers(text.split(',').filter(Boolean));
	} catch {
		throw new StartFault(
			`DNS_SERVERS must be addresses like 192.0.2.53,192.0.2.54:5353, and "${text}" is not.`,
			`DNS_SERVERS은(는) 192.0.2.53,192.0.2.54:5353 같은 주소여야 하는데 "${text}"(으)로 되어 있습니다.`
		);
	}
}

/** Where the assistant's model is asked for, and how. @param {NodeJS.ProcessEnv} env */
function checkAssistant(env) {
	readCount('ASSISTANT_TIMEOUT_S', env.ASSISTANT_TIMEOUT_S || '120');
	readCount('ASSISTANT_AT_ONCE', env.ASSISTANT_AT_ONCE || '2');
	const text = env.ASSISTANT_URL || '';
	if (!text || /^https?:$/.test(URL.parse(text)?.protocol ?? '')) return;
	throw new StartFault(
		`ASSISTANT_URL must be an address like https://models.example/v1, and "${text}" is not.`,
		`ASSISTANT_URL은(는) https://models.example/v1 같은 주소여야 하는데 "${text}"(으)로 되어 있습니다.`
	);
}

/** What is no address would be taken for a name on this machine. @param {string} name @param {string | undefined} text */
function checkDatabase(name, text) {
	if (!text || /^postgres(ql)?:\/\/./.test(text)) return;
	// What it is may hold a password: it is not repeated.
	throw new StartFault(
		`${name} must be an address like postgres://user:password@host/madang.`,
		`${name}은(는) postgres://user:password@host/madang 같은 주소여야 합니다.`
	);
}

/** @param {string | undefined} text */
function checkMail(text) {
	if (!text || (/^smtps?:\/\//.test(text) && URL.parse(text)?.hostname)) return;
	throw new StartFault(
		'SMTP_URL must be an address like smtp://user:password@host:587, with % codes for what is special in a password.',
		'SMTP_URL은(는) smtp://user:password@host:587 같은 주소여야 하고, 비밀번호의 특수 문자는 % 부호로 적어야 합니다.'
	);
}

/** @param {string} name @param {string} text */
function readOrigin(name, text) {
	const url = URL.parse(text);
	if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search) return url;
	throw new StartFault(
		`${name} must be an address like https://madang.example without a path, and "${text}" is not.`,
		`${name}은(는) https://madang.example처럼 경로가 없는 주소여야 하는데 "${text}"(으)로 되어 있습니다.`
	);
}
