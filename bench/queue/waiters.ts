// Many who wait in a queue, in a process of their own: each asks when it was told to, until its turn; bots in many windows.
import http from 'node:http';

type Order = { port: number; path: string; waiters: { secret: string; tabs: number }[] };
type Turn = { nth: number; at: number };

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
const clock = () => performance.timeOrigin + performance.now();
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const took: number[] = [];
let failed = 0;

function ask(port: number, path: string, secret: string): Promise<{ state: string; again: number }> {
	const began = clock();
	return new Promise((done, fail) => {
		const headers = { cookie: `sign-in=${secret}; browser=b` };
		const request = http.get({ port, host: '127.0.0.1', path, agent, headers }, (answer) => {
			let body = '';
			answer.on('data', (chunk) => (body += chunk));
			answer.on('end', () => {
				took.push(clock() - began);
				if (answer.statusCode === 200) done(JSON.parse(body));
				else fail(new Error(String(answer.statusCode)));
			});
		});
		request.on('error', fail);
	});
}

/** One window: asks as it is told until its turn; says when it saw it. */
async function wait({ port, path }: Order, secret: string): Promise<number> {
	await pause(Math.random() * 20_000); // people come one after the other
	for (;;) {
		try {
			const { state, again } = await ask(port, path, secret);
			if (state === 'turn') return clock();
			await pause(Math.max(500, again));
		} catch {
			failed += 1;
			await pause(8_000 + Math.random() * 8_000);
		}
	}
}

process.on('message', (order: Order) => {
	const all = order.waiters.map(async ({ secret, tabs }, nth): Promise<Turn> => {
		const windows = Array.from({ length: tabs }, () => wait(order, secret));
		const at = Math.min(...(await Promise.all(windows)));
		return { nth, at };
	});
	void Promise.all(all).then((turns) => process.send!({ turns, took, failed }));
});
process.on('disconnect', () => process.exit());
