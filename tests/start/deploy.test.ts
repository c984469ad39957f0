// A new process beside an old one on one database: nobody who asks meanwhile is refused, and open streams come back. Then
// the database goes and comes back.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import pg from 'pg';
import { startPostgres } from '../../start/postgres.mjs';
import { freePort, madang, scratchFolder, serving, start, type Run } from './madang.ts';

/**
 * A proxy as those in front of us are: it asks each process every quarter of a second whether it is ready, takes turns
 * among those that are, and where a connection is refused goes to another. What was sent it never sends twice.
 */
async function openProxy(targets: string[]) {
	const ready = new Set<string>();
	const look = async () => {
		for (const target of targets) {
			const answer = await fetch(`${target}/readyz`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
			if (answer?.ok) ready.add(target);
			else ready.delete(target);
		}
	};
	const timer = setInterval(() => void look(), 250);
	const agent = new http.Agent({ keepAlive: true });
	let turn = 0;
	const server = http.createServer((request, response) => {
		const chances = [...ready];
		const tryNext = () => {
			const target = chances.splice(turn++ % Math.max(chances.length, 1), 1)[0];
			if (!target) return response.writeHead(502).end();
			const { method, headers } = request;
			const passed = http.request(target + request.url, { method, headers, agent }, (answer) => {
				response.writeHead(answer.statusCode!, answer.headers);
				answer.pipe(response);
			});
			// Without a body in it yet, a request of this test may be tried on another; a POST only where none took it.
			passed.on('error', (fault: NodeJS.ErrnoException) => {
				if (response.headersSent) return response.destroy();
				if (method === 'GET' || fault.code === 'ECONNREFUSED') tryNext();
				else response.writeHead(502).end();
			});
			passed.end();
		};
		tryNext();
	});
	const port = await freePort();
	await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
	await look();
	const close = () => (clearInterval(timer), agent.destroy(), server.closeAllConnections(), server.close());
	return { base: `http://127.0.0.1:${port}`, ready, close };
}

/** Asks over and over, `lanes` at once, until told to stop; counts the answers by status. */
function askOn(base: string, asking: [path: string, init: RequestInit][], lanes: number) {
	const counts: Record<string, number> = {};
	let isOver = false;
	const lane = async (nth: number) => {
		for (let at = nth; !isOver; at++) {
			const [path, init] = asking[at % asking.length]!;
			const answer = await fetch(base + path, init).catch((fault: Error) => ({
				status: fault.name,
				text: async () => ''
			}));
			await answer.text().catch(() => '');
			const what = `${init.method ?? 'GET'} ${path} ${answer.status}`;
			counts[what] = (counts[what] ?? 0) + 1;
			await new Promise((done) => setTimeout(done, 20));
		}
	};
	const all = Promise.all(Array.from({ length: lanes }, (_, nth) => lane(nth)));
	return { counts, stop: () => ((isOver = true), all) };
}

/** An open page's stream: it comes again by itself when it ends, as a browser's does. */
function listenOn(base: string, path: string) {
	const heard = { moves: 0, openings: [] as number[], ends: [] as number[] };
	const ending = new AbortController();
	const open = async (): Promise<void> => {
		const answer = await fetch(base + path, { signal: ending.signal }).catch(() => null);
		if (answer?.ok) {
			heard.openings.push(Date.now());
			const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
			for (;;) {
				const { done, value = '' } = await reader.read().catch(() => ({ done: true, value: '' }));
				if (value.includes('event: move')) heard.moves += 1;
				if (done) break;
			}
			heard.ends.push(Date.now());
		}
		if (ending.signal.aborted) return;
		await new Promise((done) => setTimeout(done, 300));
		return open();
	};
	const all = open();
	return { heard, stop: () => (ending.abort(), all) };
}

test('a process is replaced under requests: none fails, streams move, and the one that ends is gone in five seconds', async (t) => {
	const [home, files] = [scratchFolder(t), scratchFolder(t)];
	const server = await startPostgres({ dataDir: home });
	const env = {
		...{ DATABASE_URL: server.url, DATA_DIR: files, REHEARSAL: '1', TRUST_PROXY: '1', SAMPLE_APPLICATIONS: '20' },
		...{ LAG_MS: '60000', PAGES_AT_ONCE: '1000' } // a busy machine is no rush
	};
	const planted = await madang(['sample'], env);
	equal(planted.code, 0, planted.said);
	const old = await serving(await start(t, env));
	const port = await freePort();
	const proxy = await openProxy([old.address, `http://localhost:${port}`]);
	t.after(proxy.close);
	const stream = listenOn(proxy.base, '/sessions/busan-talk/stream');
	const asking = askOn(
		proxy.base,
		[
			['/sign-in', {}],
			['/calls/seoul-2026', {}],
			['/clock', {}],
			['/sign-in', { method: 'POST' }] // refused by its origin: an answer, and what was sent once
		],
		4
	);

	const fresh: Run = await serving(await start(t, { ...env, PORT: String(port) }));
	// The new one's release adds to the schema, while the old one goes on.
	const client = new pg.Client({ connectionString: server.url });
	await client.connect();
	await client.query(
		`alter table letters add column note_of_next text; insert into migrations values ('9999_next.sql', 'x')`
	);
	await client.end();
	while (!proxy.ready.has(fresh.address)) await new Promise((done) => setTimeout(done, 50));
	const began = Date.now();
	old.child.kill('SIGTERM');
	await new Promise((done) => setTimeout(done, 300));
	const draining = await fetch(`${old.address}/readyz`);
	deepEqual(
		[draining.status, ((await draining.json()) as { phase: string }).phase, draining.headers.get('cache-control')],
		[503, 'draining', 'no-store']
	);
	equal((await fetch(`${old.address}/healthz`)).status, 200);
	equal((await fetch(`${old.address}/clock`)).headers.get('connection'), 'close');
	equal(await old.ended, 0, old.said());
	const took = Date.now() - began;
	ok(took < 5_000, `it took ${took} ms`);
	await new Promise((done) => setTimeout(done, 1_500));
	await asking.stop();
	await stream.stop();

	const failed = Object.keys(asking.counts).filter((what) => !/ (200|403)$/.test(what));
	deepEqual(failed, [], JSON.stringify(asking.counts));
	const { openings, ends, moves } = stream.heard;
	ok(moves >= 1 && openings.length >= 2, `told to move ${moves} times, opened ${openings.length} times`);
	const away = openings.at(-1)! - ends[0]!;
	ok(away < 5_000, `the stream was away for ${away} ms`);
	t.diagnostic(`${JSON.stringify(asking.counts)}; gone after ${took} ms; the stream was away for ${away} ms`);

	// Its database goes: it is alive and not ready, says which, and is ready again by itself.
	const ready = async () => (await fetch(`${fresh.address}/readyz`)).text();
	await server.stop();
	await new Promise((done) => setTimeout(done, 1_100));
	match(await ready(), /"ready":false.*"database":"wrong"/);
	equal((await fetch(`${fresh.address}/healthz`)).status, 200);
	const back = await startPostgres({ dataDir: home });
	for (let tries = 0; tries < 50 && !/"ready":true/.test(await ready()); tries++)
		await new Promise((done) => setTimeout(done, 200));
	match(await ready(), /"ready":true/);
	equal((await fetch(`${fresh.address}/calls/seoul-2026`)).status, 200);
	fresh.child.kill('SIGTERM');
	equal(await fresh.ended, 0, fresh.said());
	await back.stop();
});
