import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../start/postgres.mjs';

const root = join(import.meta.dirname, '..', '..');

/** A test's own scene, or a bench's: what is to be ended at its end. */
export type Ending = { after: (end: () => void | Promise<void>) => void };

export type Run = {
	child: ChildProcess;
	address: string;
	/** All that it has printed. */
	said: () => string;
	/** Waits for its end; the exit code. */
	ended: Promise<number | null>;
};

/** A folder of this test's own; whatever database still runs in it is stopped at the end. */
export function scratchFolder(t: Ending): string {
	const folder = mkdtempSync(join(tmpdir(), 'madang-start-'));
	t.after(async () => {
		const server = await startPostgres({ dataDir: folder }).catch(() => undefined);
		await server?.stop();
		rmSync(folder, { recursive: true, force: true });
	});
	return folder;
}

/** Starts server.js as `npm start` does, in a process group of its own, as a terminal would. */
export async function start(t: Ending, env: Record<string, string>): Promise<Run> {
	const port = env.PORT ?? String(await freePort());
	// Without the sample programme: these starts are about starting.
	const clean = { REHEARSAL: '0', HOST: '127.0.0.1', PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
	const child = spawn(process.execPath, ['server.js'], {
		cwd: root,
		env: { ...clean, PORT: port, ...env },
		detached: true
	});
	let said = '';
	child.stdout?.on('data', (text) => (said += text));
	child.stderr?.on('data', (text) => (said += text));
	const ended = once(child, 'exit').then(([code]) => code as number | null);
	t.after(() => void (child.exitCode === null && child.kill('SIGKILL')));
	return { child, address: `http://localhost:${port}`, said: () => said, ended };
}

/** Waits until it says where it is. */
export async function serving(run: Run): Promise<Run> {
	const ended = run.ended.then((code) => `ended with ${code}`);
	while (!run.said().includes('Madang is at')) {
		const news = await Promise.race([ended, new Promise((done) => setTimeout(done, 20))]);
		if (news) throw new Error(`It ${String(news)}: ${run.said()}`);
	}
	return run;
}

/** Asks the embedded database of a running Madang, as nobody but this user can. */
export async function ask(dataDir: string, sql: string): Promise<unknown[]> {
	const host = encodeURIComponent(join(dataDir, 'postgres'));
	const client = new pg.Client({ connectionString: `postgres://postgres@/madang?host=${host}` });
	client.on('error', () => {}); // the server may be killed under it
	await client.connect();
	try {
		return (await client.query(sql)).rows;
	} finally {
		await client.end();
	}
}

export async function freePort(): Promise<number> {
	const server = net.createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as net.AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

/** Runs the command as an operator would; answers with its exit code and what it said. */
export async function madang(args: string[], env: Record<string, string>) {
	const plain = { PATH: process.env.PATH ?? '', LANG: 'en', REHEARSAL: '0', ...env };
	const child = spawn(process.execPath, ['ops/madang.ts', ...args], { cwd: root, env: plain });
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
	const [code] = (await once(child, 'close')) as [number];
	return { code, said };
}
