// Finds a NATS server for the test of the bus: `node scripts/nats.mjs` prints its path, or what is missing.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const version = 'v2.14.5';
const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'madang', `nats-${version}`);

export const missing =
	'MISSING: no nats-server here, so the bus is not tried. Install one (apt install nats-server), name it in NATS_SERVER, or have Go on the PATH.';

/**
 * A NATS server that runs here: the one NATS_SERVER names, the PATH's, Debian's, or one built with the Go that is here.
 * @returns {Promise<string | null>} the path of its executable, or null where none can be had
 */
export async function findNats() {
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/bin'].filter(Boolean);
	const known = [process.env.NATS_SERVER, ...folders.map((folder) => join(folder, 'nats-server'))];
	const found = [...known, join(cache, 'nats-server')].find((path) => path && runs(path));
	return found ?? (await build());
}

/** @param {string} path */
function runs(path) {
	return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

async function build() {
	if (spawnSync('go', ['version']).status !== 0) return null;
	try {
		mkdirSync(cache, { recursive: true });
		console.error('Building a NATS server for the tests (once) ...');
		const env = { ...process.env, GOBIN: cache, GOFLAGS: '-trimpath' };
		await promisify(execFile)('go', ['install', `github.com/nats-io/nats-server/v2@${version}`], {
			env,
			timeout: 300_000
		});
		return runs(join(cache, 'nats-server')) ? join(cache, 'nats-server') : null;
	} catch {
		return null;
	}
}

if (import.meta.main) console.log((await findNats()) ?? missing);
