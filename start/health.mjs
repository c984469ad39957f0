import pg from 'pg';
import { migrationsIn } from '../db/migrate.ts';

/**
 * What whoever keeps this process alive, and whoever sends it requests, ask: `/healthz` (it answers, so let it live) and
 * `/readyz` (it is to be sent requests: it serves, is not about to end, reaches its database, and finds there every
 * migration it was written for). They are answered here, before the application, which may still be starting.
 *
 * @returns {{
 *   answer: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean,
 *   begin: (url: string) => void, drain: () => void, isDraining: () => boolean, close: () => Promise<void> }}
 *   `answer` is true when it has answered; `begin` names the database of the application that serves from now on
 */
export function makeHealth() {
	/** @type {'starting' | 'serving' | 'draining'} */
	let phase = 'starting';
	let look = makeLook('');
	return {
		answer: (request, response) => {
			const path = request.url?.split('?')[0];
			if (path === '/healthz') say(response, 200, { alive: true, phase });
			else if (path === '/readyz') void tellReady(response, phase, look.now);
			else return false;
			return true;
		},
		begin: (url) => {
			look = makeLook(url);
			phase = 'serving';
		},
		drain: () => void (phase = 'draining'),
		isDraining: () => phase === 'draining',
		close: () => look.close()
	};
}

/** @param {import('node:http').ServerResponse} response @param {string} phase @param {() => Promise<Checks>} look */
async function tellReady(response, phase, look) {
	const checks = phase === 'serving' ? await look() : {};
	const ready = phase === 'serving' && Object.values(checks).every((one) => one === 'fine');
	say(response, ready ? 200 : 503, { ready, phase, checks });
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {object} what */
function say(response, status, what) {
	response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
	response.end(JSON.stringify(what) + '\n');
}

/** @typedef {Record<'database' | 'migrations', 'fine' | 'wrong'>} Checks */

// Anyone may ask, as often as they like: the database is asked once a second at most.
const goodForMs = 1_000;

/** @param {string} url */
function makeLook(url) {
	const waits = { connectionTimeoutMillis: 2_000, query_timeout: 2_000 };
	const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'madang health', ...waits });
	pool.on('error', () => {});
	let lookedAt = -Infinity;
	/** @type {Promise<Checks>} */
	let looked;
	return {
		now: () => {
			if (performance.now() - lookedAt > goodForMs) {
				lookedAt = performance.now();
				looked = lookAt(pool);
			}
			return looked;
		},
		close: () => pool.end()
	};
}

/** @param {pg.Pool} pool @returns {Promise<Checks>} */
async function lookAt(pool) {
	try {
		const { rows } = await pool.query('select name from migrations');
		const there = new Set(rows.map(({ name }) => name));
		const ours = await migrationsIn();
		// A newer program may have added its own already: those are additive, and do us no harm.
		return { database: 'fine', migrations: ours.every(({ name }) => there.has(name)) ? 'fine' : 'wrong' };
	} catch {
		return { database: 'wrong', migrations: 'wrong' };
	}
}
