import { equal, ok } from 'node:assert/strict';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { findNats, missing } from '../../scripts/nats.mjs';
import { freshDatabase } from '../../tests/database.ts';
import { connect, together } from './db.server.ts';
import { announce } from './news.server.ts';

const at = new Date('2026-11-23T03:00:00Z');
const nats = await findNats();
if (!nats) console.log(missing);

const freePort = () =>
	new Promise<number>((done) => {
		const probe = net.createServer().listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as net.AddressInfo;
			probe.close(() => done(port));
		});
	});

async function startNats(path: string, port: number): Promise<ChildProcess> {
	const server = spawn(path, ['--addr', '127.0.0.1', '--port', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	while (!said.includes('Server is ready')) said += (await once(server.stderr!, 'data'))[0];
	server.stderr!.resume();
	return server;
}

/** A process of its own that holds streams; tells each word that one of them hears. */
function openProcess(url: string, bus: string) {
	const child = fork(join(import.meta.dirname, '../../tests/live-process.ts'), {
		env: { ...process.env, LIVE_URL: url, LIVE_BUS: bus }
	});
	const heard: string[] = [];
	child.on('message', (words: string) => heard.push(...words.split(' ')));
	return { child, heard, ready: once(child, 'message') };
}

const until = async (is: () => boolean, what: string) => {
	for (let tries = 0; tries < 400 && !is(); tries++) await new Promise((done) => setTimeout(done, 25));
	ok(is(), what);
};

// Without a server this cannot be tried; it is said aloud and counted as skipped, never as passed.
test(
	'three processes hear through a NATS server what one of them was told; one is killed, and the server too',
	{ skip: nats === null && missing },
	async () => {
		const { url, drop } = await freshDatabase();
		const db = connect(url, 4);
		const port = await freePort();
		let server = await startNats(nats!, port);
		const all = [1, 2, 3].map(() => openProcess(url, `nats://127.0.0.1:${port}/madang.test`));
		try {
			await Promise.all(all.map(({ ready }) => ready));
			const tell = (word: string) => together(db, (tx) => announce(tx, ['a'], word, at));
			const allHear = (word: string, of = all) =>
				until(() => of.every(({ heard }) => heard.includes(word)), `${word} is heard by all`);
			await tell('first');
			await allHear('first');
			// Whoever holds the database's lock passes news on: it is killed without a warning, whichever it is.
			for (const victim of all.slice(0, 2)) {
				victim.child.kill('SIGKILL');
				await once(victim.child, 'exit');
				const left = all.filter(({ child }) => child.exitCode === null && child.signalCode === null);
				await tell(`after-${left.length}`);
				await allHear(`after-${left.length}`, left);
			}
			const [last] = all.slice(2);
			server.kill('SIGKILL');
			await tell('without-server');
			await allHear('without-server', [last!]);
			server = await startNats(nats!, port);
			await tell('with-server');
			await allHear('with-server', [last!]);
			equal(last!.heard.filter((word) => word === 'first').length, 1, 'nothing is told twice');
		} finally {
			for (const { child } of all) child.kill('SIGKILL');
			server.kill('SIGKILL');
			await db.destroy();
			await drop();
		}
	}
);
