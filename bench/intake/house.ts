import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../start/postgres.mjs';

const root = join(import.meta.dirname, '..', '..');

/** The real server on a data folder of its own, which can be killed and started again. */
export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse() {
	const dataDir = mkdtempSync(join(tmpdir(), 'madang-intake-'));
	const port = await freePort();
	let server = await serve(dataDir, port);
	const { url } = await startPostgres({ dataDir }); // the server's own: it is running
	return {
		...{ url, port, dataDir },
		/** The server's CPU time so far, ms. */
		cpuMs: () => cpuOf(server.pid!),
		/** The database's CPU time so far, of all its processes that still run, ms. */
		databaseCpuMs: () => childrenOf(postmaster(dataDir)).reduce((sum, pid) => sum + cpuOf(pid), 0),
		killApp: () => end(server, 'SIGKILL'),
		killDatabase: () => process.kill(postmaster(dataDir), 'SIGKILL'),
		restart: async () => {
			await end(server, 'SIGKILL');
			server = await serve(dataDir, port);
		},
		close: async () => {
			await end(server, 'SIGTERM');
			const left = await startPostgres({ dataDir }).catch(() => undefined);
			await left?.stop();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

async function serve(dataDir: string, port: number): Promise<ChildProcess> {
	const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', REHEARSAL: '0' };
	const server = spawn(process.execPath, ['server.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (said = (said + text).slice(-9000)));
	while (!said.includes('Madang is at')) {
		if (server.exitCode !== null) throw new Error(`the server ended:\n${said}`);
		await new Promise((done) => setTimeout(done, 30));
	}
	return server;
}

async function end(server: ChildProcess, how: NodeJS.Signals): Promise<void> {
	if (server.exitCode !== null || server.signalCode !== null) return;
	server.kill(how);
	await once(server, 'exit');
}

const postmaster = (dataDir: string) =>
	Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

function childrenOf(parent: number): number[] {
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return pids.map(Number).filter((pid) => pid === parent || parentOf(pid) === parent);
}

function parentOf(pid: number): number {
	try {
		return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]);
	} catch {
		return 0; // it ended meanwhile
	}
}

// Linux counts in ticks of 10 ms; elsewhere there is no such file, and the column stays empty.
function cpuOf(pid: number): number {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
		return 10 * (Number(fields[11]) + Number(fields[12]));
	} catch {
		return Number.NaN;
	}
}

async function freePort(): Promise<number> {
	const probe = net.createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as net.AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
