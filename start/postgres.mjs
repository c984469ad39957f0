import { spawn, spawnSync } from 'node:child_process';
import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	statSync
} from 'node:fs';
import net from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { StartFault } from './fault.mjs';
import { chooseAccount, own } from './postgres-account.mjs';
import { findBinaries, socketFolder, socketUrl } from './postgres-files.mjs';
import { commandOf, isAlive, pause } from './processes.mjs';

const database = 'madang';
const servingRole = 'madang_web';

// Trigrams of Hangul need a UTF-8 character type; the built-in provider has it without the host's locales.
const initdbArguments = [
	...['--username=postgres', '--auth=trust', '--encoding=UTF8', '--data-checksums', '--no-instructions'],
	...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8']
];

const settings = {
	listen_addresses: '',
	unix_socket_permissions: '0700',
	max_connections: '100',
	shared_buffers: '128MB',
	max_wal_size: '1GB',
	jit: 'off',
	timezone: 'UTC',
	log_timezone: 'UTC',
	log_checkpoints: 'off',
	fsync: 'on',
	synchronous_commit: 'on',
	full_page_writes: 'on'
};
const fastSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/**
 * A running embedded PostgreSQL.
 *
 * @typedef {object} Postgres
 * @property {string} url for `pg` or libpq, as the owner; its database exists
 * @property {string} servingUrl the same as the role that owns nothing
 * @property {boolean} adopted it had survived an earlier start
 * @property {() => Promise<void>} stop ends it cleanly and waits, whoever started it
 * @property {() => void} stopNow ends it without a checkpoint: the next start repairs
 */

/**
 * Starts the embedded PostgreSQL on `dataDir`/postgres, or adopts the one that is still running there. It listens on a
 * Unix socket only, in a folder that only this user may enter, and is detached: it goes on when this process is killed,
 * and a Ctrl-C in the terminal reaches it only through `stop`.
 *
 * @param {{ dataDir: string, fast?: boolean }} options `fast` forgets durability, for tests
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ dataDir, fast = false }) {
	const place = openPlace(resolve(dataDir), fast);
	const adopted = await adopt(place);
	if (!adopted) {
		initialise(place, fast);
		await launch(place);
	}
	await ensureDatabase(place);
	return {
		url: socketUrl(place.socketDir, database),
		servingUrl: socketUrl(place.socketDir, database, servingRole),
		adopted,
		stop: () => stop(place, 'SIGINT'),
		stopNow: () => signal(place, 'SIGQUIT')
	};
}

/** @param {string} dataDir @param {boolean} fast */
function openPlace(dataDir, fast) {
	const folder = join(dataDir, 'postgres');
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const binaries = findBinaries();
	const socketDir = socketFolder(folder);
	const env = { ...process.env, LD_LIBRARY_PATH: binaries.libs, LC_ALL: 'C', TZ: 'UTC' };
	const account = chooseAccount(binaries.postgres, existsSync(folder) ? folder : freshFolder(folder), env);
	if (socketDir !== folder && account.owner !== null) own(socketDir, account.owner);
	const options = { ...settings, ...(fast ? fastSettings : {}), unix_socket_directories: socketDir };
	const args = ['-D', folder, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
	return { dataDir, folder, socketDir, binaries, env, account, args };
}

/** @typedef {ReturnType<typeof openPlace>} Place */

/**
 * Makes the database's files, once. They are made aside and then renamed, so that a start cut short leaves nothing that
 * looks like a database.
 * @param {Place} place @param {boolean} fast
 */
function initialise(place, fast) {
	if (existsSync(place.folder)) return;
	const aside = asideOf(place.folder);
	const args = [...initdbArguments, ...(fast ? ['--no-sync'] : []), '-D', aside];
	const [command, wrapped, options] = place.account.wrap(place.binaries.initdb, args);
	const { status, stderr, error } = spawnSync(command, wrapped, {
		...options,
		env: place.env,
		cwd: '/',
		encoding: 'utf8'
	});
	if (status !== 0) throw cannotRun(place, stderr || String(error));
	renameSync(aside, place.folder);
}

/** An empty folder, for whatever a start that was cut short left there. @param {string} folder */
function freshFolder(folder) {
	rmSync(asideOf(folder), { recursive: true, force: true });
	mkdirSync(asideOf(folder), { mode: 0o700 });
	return asideOf(folder);
}

/** @param {string} folder */
const asideOf = (folder) => `${folder}.new`;

/** @param {Place} place */
async function launch(place) {
	forgetPredecessor(place);
	const patience = Date.now() + 60_000;
	for (;;) {
		const outcome = await launchOnce(place, patience);
		if (outcome === 'ready') return;
		// After a kill -9 of the server alone, its last backends hold the shared memory for an instant.
		if (!outcome.includes('shared memory block') || Date.now() > patience) throw cannotRun(place, outcome);
		await pause(100);
	}
}

/** @param {Place} place @param {number} patience @returns {Promise<string>} 'ready', or what it said when it gave up */
async function launchOnce(place, patience) {
	const log = openLog(place.dataDir);
	const [command, args, options] = place.account.wrap(place.binaries.postgres, place.args);
	const child = spawn(command, args, {
		...options,
		env: place.env,
		cwd: '/',
		stdio: ['ignore', log.fd, log.fd],
		detached: true
	});
	closeSync(log.fd);
	let ended = false;
	child.once('error', () => (ended = true));
	child.once('exit', () => (ended = true));
	child.unref();
	while (Date.now() < patience) {
		if (await answers(place)) return 'ready';
		if (ended) break;
		await pause(15);
	}
	return readFileSync(log.path).subarray(log.start).toString();
}

/** The server writes to a file, not to us: it must be able to outlive us. @param {string} dataDir */
function openLog(dataDir) {
	const path = join(dataDir, 'postgres.log');
	const isLong = existsSync(path) && statSync(path).size > 5_000_000;
	const fd = openSync(path, isLong ? 'w' : 'a', 0o600);
	if (process.getuid() === 0) own(path, statSync(dataDir).uid); // an ordinary user may start it next
	return { fd, path, start: statSync(path).size };
}

/**
 * Uses a server that survived us, if it is the one we would start; any other is stopped.
 * @param {Place} place
 */
async function adopt(place) {
	if (!isAlive(serverPid(place)) || !isOurServer(place)) return false;
	const isSame = startedAs(place) === [place.binaries.postgres, ...place.args.map((arg) => `"${arg}"`)].join(' ');
	if (isSame && !isReplaced(serverPid(place))) {
		for (let wait = 0; wait < 100 && isOurServer(place); wait += 1) {
			if (await answers(place)) return true;
			await pause(50); // it may still be repairing what a crash left
		}
	}
	await stop(place, 'SIGINT');
	return false;
}

/** Ends the server cleanly ('SIGINT': sessions are cut off, all is written), or at once. @param {Place} place */
async function stop(place, how) {
	const pid = serverPid(place);
	if (!pid || !isOurServer(place)) return;
	signal(place, how);
	// The pid file goes last of all, and tells more than the process: a dead one that nobody reaps seems to live.
	const patience = Date.now() + 4_000;
	while (serverPid(place) === pid && isAlive(pid)) {
		if (Date.now() > patience) signal(place, 'SIGQUIT');
		if (Date.now() > patience + 2_000) return;
		await pause(10);
	}
	for (let wait = 0; wait < 20 && isAlive(pid); wait += 1) await pause(10);
}

/** @param {Place} place @param {NodeJS.Signals} how */
function signal(place, how) {
	const pid = serverPid(place);
	if (pid && isOurServer(place)) process.kill(pid, how);
}

/** The first line of the file that the server keeps while it runs; 0 when there is none. @param {Place} place */
function serverPid(place) {
	return Number(readLines(join(place.folder, 'postmaster.pid'))[0] ?? 0);
}

/** Not some other process that was given the same id. @param {Place} place */
function isOurServer(place) {
	return commandOf(serverPid(place)).includes(place.folder);
}

/** The command line that the running server was started with. @param {Place} place */
function startedAs(place) {
	return readLines(join(place.folder, 'postmaster.opts'))[0]?.trim();
}

/** Its files were deleted by a new installation while it ran. @param {number} pid */
function isReplaced(pid) {
	try {
		return readlinkSync(`/proc/${pid}/exe`).endsWith(' (deleted)');
	} catch {
		return false;
	}
}

/**
 * PostgreSQL clears up after a dead predecessor by itself, but takes any living process of that id for it: one that was
 * killed and is not reaped yet, or, in a container where the ids come round at once, a stranger.
 * @param {Place} place
 */
function forgetPredecessor(place) {
	const pid = serverPid(place);
	if (!isAlive(pid) || isOurServer(place)) return;
	rmSync(join(place.folder, 'postmaster.pid'), { force: true });
	rmSync(join(place.socketDir, '.s.PGSQL.5432.lock'), { force: true });
}

/** It says "ready" in its pid file, and its socket answers. @param {Place} place @returns {Promise<boolean>} */
function answers(place) {
	if (readLines(join(place.folder, 'postmaster.pid'))[7]?.trim() !== 'ready') return Promise.resolve(false);
	return new Promise((done) => {
		const socket = net.connect(join(place.socketDir, '.s.PGSQL.5432'));
		socket.once('connect', () => (socket.destroy(), done(true)));
		socket.once('error', () => done(false));
	});
}

/** @param {Place} place */
async function ensureDatabase(place) {
	const client = new pg.Client({ connectionString: socketUrl(place.socketDir, 'postgres') });
	await client.connect();
	try {
		const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
		if (!rowCount) await client.query(`create database ${database}`);
		const { rows } = await client.query('select rolcanlogin from pg_roles where rolname = $1', [servingRole]);
		// A replica has what its store has, and takes no change.
		if (!rows[0]?.rolcanlogin) await client.query(`${rows[0] ? 'alter' : 'create'} role ${servingRole} login`);
	} finally {
		await client.end();
	}
}

/** @param {string} path */
function readLines(path) {
	try {
		return readFileSync(path, 'utf8').split('\n');
	} catch {
		return [];
	}
}

/** @param {Place} place @param {string} said */
function cannotRun(place, said) {
	const reason = said.trim().split('\n').slice(-3).join(' | ');
	return new StartFault(
		`The embedded PostgreSQL cannot run on ${place.folder}: ${reason}`,
		`내장 PostgreSQL을 ${place.folder}에서 실행할 수 없습니다. 기록: ${place.dataDir}/postgres.log`
	);
}
