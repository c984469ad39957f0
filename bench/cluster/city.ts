import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { findNats, missing } from '../../scripts/nats.mjs';
import { startPostgres } from '../../start/postgres.mjs';
import { freePort } from '../../tests/start/madang.ts';
import { openStandby } from '../../tests/standby.ts';

const root = join(import.meta.dirname, '..', '..');

/** One part of the city: killed without a warning, and started again as whatever watches over it would. */
export type Part = { name: string; kill: () => void; again: () => Promise<void> };
/** One that can also be asked to end (SIGTERM), and is killed after so many ms if it has not; answers by which it ended. */
export type Server = Part & { end: (patienceMs?: number) => Promise<'asked' | 'killed'> };

/**
 * Madang on one machine as it stands on several: three processes that serve behind a proxy, one that does the clock's
 * work, a store with a streaming replica, a bus, a bucket for files.
 */
export async function openCity() {
	const folder = mkdtempSync(join(tmpdir(), 'madang-city-'));
	const [home, away] = [join(folder, 'store'), join(folder, 'replica')];
	const ports = await Promise.all(Array.from({ length: 6 }, freePort));
	const [front, busPort, ...own] = ports as [number, number, ...number[]];
	const base = `http://localhost:${front}`;
	const store = await startPostgres({ dataDir: home });
	const bucket = new S3rver({
		...{ port: 0, address: '127.0.0.1', silent: true, directory: join(folder, 's3') },
		configureBuckets: [{ name: 'madang', configs: [] }]
	});
	const { port: s3Port } = await bucket.run();
	const bus = await busOn(busPort);
	const replica = await openStandby(home, away);
	const env = {
		...{
			DATABASE_URL: store.url,
			DATABASE_REPLICA_URL: replica.url,
			LIVE_BUS: bus ? `nats://127.0.0.1:${busPort}` : ''
		},
		...{ BASE_URL: base, TRUST_PROXY: '1', HOST: '127.0.0.1', REHEARSAL: '0' },
		...{ S3_ENDPOINT: `http://127.0.0.1:${s3Port}`, S3_BUCKET: 'madang', S3_ACCESS_KEY_ID: 'S3RVER' },
		S3_SECRET_ACCESS_KEY: 'S3RVER'
	};
	const serve = (name: string, port: number, jobs: string) =>
		guarded(name, () =>
			madang({ ...env, JOBS: jobs, PORT: String(port), DATA_DIR: join(folder, name.replace(' ', '')) })
		);
	const worker = await serve('worker', own[0]!, '1'); // first, for it brings the store to where the others expect it
	const webs = await Promise.all([1, 2, 3].map((nth) => serve(`web ${nth}`, own[nth]!, '0')));
	const proxy = fork(join(import.meta.dirname, 'proxy.ts'), [front, ...own.slice(1)].map(String));
	await once(proxy, 'message');
	const parts: Part[] = [webs[0]!, worker, database('replica', away), database('store', home), ...(bus ? [bus] : [])];
	return {
		...{ base, url: store.url, parts, webs },
		close: async () => {
			proxy.kill('SIGKILL');
			for (const part of [...webs, worker, ...(bus ? [bus] : [])]) part.kill();
			await bucket.close();
			for (const dataDir of [away, home]) await (await startPostgres({ dataDir })).stop();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

async function busOn(port: number): Promise<Part | null> {
	const path = await findNats();
	if (!path) console.log(missing);
	const args = ['--addr', '127.0.0.1', '--port', String(port)];
	return path ? guarded('bus', () => ready(spawn(path, args), 'Server is ready')) : null;
}

const madang = (env: Record<string, string>) =>
	ready(spawn(process.execPath, ['server.js'], { cwd: root, env: { ...process.env, ...env } }), 'Madang is at');

async function guarded(name: string, start: () => Promise<ChildProcess>): Promise<Server> {
	let child = await start();
	return {
		name,
		kill: () => child.kill('SIGKILL'),
		end: async (patienceMs = 60_000) => {
			const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
			child.kill('SIGTERM');
			const killing = setTimeout(() => child.kill('SIGKILL'), patienceMs);
			const [, signal] = await ended;
			clearTimeout(killing);
			return signal === 'SIGKILL' ? 'killed' : 'asked';
		},
		again: async () => void (child = await start())
	};
}

/** Faults that the city's processes wrote down, each by its kind and first place in the code, and how often. */
export const faults = new Map<string, number>();

function keepFaults(text: string): void {
	for (const [, kind, frame] of text.matchAll(/"fault":(\{"name":"[^[]*)"at":\["([^"]*)"/g)) {
		const told = `${kind!.slice(1, -1)} ${frame}`;
		faults.set(told, (faults.get(told) ?? 0) + 1);
	}
}

async function ready(child: ChildProcess, word: string): Promise<ChildProcess> {
	let said = '';
	for (const stream of [child.stdout!, child.stderr!])
		stream.on('data', (text) => {
			keepFaults(String(text));
			said = (said + text).slice(-9_000);
		});
	while (!said.includes(word)) {
		if (child.exitCode !== null) throw new Error(`it ended:\n${said}`);
		await new Promise((done) => setTimeout(done, 20));
	}
	return child;
}

function database(name: string, dataDir: string): Part {
	const pid = () => Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
	return {
		name,
		kill: () => process.kill(pid(), 'SIGKILL'),
		again: async () => void (await startPostgres({ dataDir }))
	};
}
