// The rush before a deadline: 5,000 people present in one call, over HTTP, against the built server. How many submits a
// second it acknowledges beside what pgbench inserts of the same row in the same run; how long they take while people
// come as 1/(time left); what is shed when ten times as many come; and that nothing acknowledged is lost to kill -9.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { arrivalsOf } from './intake/arrivals.ts';
import { openHouse, type House } from './intake/house.ts';
import { checkLedger, receiptsIn } from './intake/ledger.ts';
import type { Arrival, Came, Plan } from './intake/load.ts';
import { openPeer } from './intake/pgbench.ts';
import { plantPresent, type Present } from './intake/people.ts';

const isQuick = process.argv.includes('quick');
const sizes = isQuick
	? { present: 2500, turns: 1, perTurn: 400, peerSeconds: 2, rushSeconds: 8, kill: 150 }
	: { present: 12_000, turns: 3, perTurn: 800, peerSeconds: 4, rushSeconds: 30, kill: 400 };

const house = await openHouse();
const load = fork(join(import.meta.dirname, 'intake', 'load.ts'));
try {
	const { slug, present } = await plantPresent(house.url, sizes.present);
	const people = present.values();
	const take = (count: number): Present[] => Array.from({ length: count }, () => people.next().value!);
	const acknowledged: string[] = [];
	const run = async (plan: Asked): Promise<Came[]> => {
		load.send({ port: house.port, slug, ...plan } satisfies Plan);
		const [came] = (await once(load, 'message')) as [Came[]];
		for (const one of came)
			if (!plan.port && one.kind === 'submit' && one.status === 303) acknowledged.push(one.intent);
		return came;
	};
	await run({ arrivals: submits(take(100)), connections: 64 }); // warm
	await ceiling(run, take);
	await rush(run, take, 1);
	await rush(run, take, 10);
	await settle();
	await killing(house, run, take);
	console.log(`\n${await checkLedger(house.url, slug, acknowledged)}`);
} finally {
	load.kill();
	await house.close();
}

/** What the load is to do; against another server where a port is given. */
type Asked = Pick<Plan, 'arrivals' | 'connections'> & { port?: number };
type Run = (plan: Asked) => Promise<Came[]>;
type Take = (count: number) => Present[];

function submits(people: Present[]): Arrival[] {
	return people.map((who) => ({ after: 0, kind: 'submit', who }));
}

/** As fast as it goes, in turns with the peer, and with a server that does nothing but the peer's insert. */
async function ceiling(run: Run, take: Take): Promise<void> {
	const peer = await openPeer(house.url, house.dataDir);
	const bare = fork(join(import.meta.dirname, 'intake', 'bare.ts'), [house.url, peer.insert]);
	const [port] = (await once(bare, 'message')) as [number];
	const rates = { peer: [] as number[], bare: [] as number[], submit: [] as number[], cpu: [] as number[] };
	for (let turn = 0; turn < sizes.turns; turn++) {
		rates.peer.push(await peer.rate(sizes.peerSeconds));
		const people = take(sizes.perTurn);
		const since = performance.now();
		await run({ arrivals: submits(people), connections: 64, port });
		rates.bare.push((people.length * 1000) / (performance.now() - since));
		const [began, cpu] = [performance.now(), house.cpuMs()];
		const came = await run({ arrivals: submits(people), connections: 64 });
		const done = came.filter(({ status }) => status === 303).length;
		if (done < came.length) console.log(`  refused: ${came.find(({ status }) => status !== 303)?.status}`);
		rates.submit.push((done * 1000) / (performance.now() - began));
		rates.cpu.push((house.cpuMs() - cpu) / done);
	}
	bare.kill();
	const [of, plain, submit] = [median(rates.peer), median(rates.bare), median(rates.submit)];
	console.log(`\n64 clients, ${sizes.turns} turns, durable commits`);
	console.log(`  ${`a receipt's row, ${peer.name}`.padEnd(34)}${of.toFixed(0).padStart(7)} /s`);
	console.log(
		`  ${'the same row, a bare HTTP server'.padEnd(34)}${plain.toFixed(0).padStart(7)} /s   ${(plain / of).toFixed(2)} of it`
	);
	console.log(
		`  ${'submits acknowledged, HTTP'.padEnd(34)}${submit.toFixed(0).padStart(7)} /s   ${(submit / of).toFixed(2)} of it, ${(submit / plain).toFixed(2)} of the bare server; ${median(rates.cpu).toFixed(2)} ms of the server's CPU each`
	);
}

/** The last seconds before a deadline, with people at the pages and at their drafts besides. */
async function rush(run: Run, take: Take, times: number): Promise<void> {
	const ms = sizes.rushSeconds * 1000;
	const arrivals = arrivalsOf(take, { ms, times });
	const came = await run({ arrivals });
	console.log(
		`\n${times} × the last ${sizes.rushSeconds} s: ${arrivals.length} requests, from the moment each was due`
	);
	console.log('            sent   taken     shed   else     p50     p99   p99.9 ms   (of the taken)');
	for (const kind of ['submit', 'autosave', 'page'] as const) {
		const mine = came.filter((one) => one.kind === kind);
		const taken = mine.filter(({ status }) => status === 200 || status === 303);
		const shed = mine.filter(({ status }) => status === 503);
		const counts = [mine.length, taken.length, shed.length, mine.length - taken.length - shed.length];
		const times = [0.5, 0.99, 0.999].map((share) => quantile(taken, share).toFixed(0).padStart(8));
		console.log(`  ${kind.padEnd(9)}${counts.map((count) => String(count).padStart(7)).join(' ')}${times.join('')}`);
	}
	const shed = came.filter(({ status }) => status === 503);
	if (shed.length === 0) return;
	const [p50, p99] = [quantile(shed, 0.5), quantile(shed, 0.99)];
	const waits = shed.map(({ retryAfter }) => Number(retryAfter));
	console.log(
		`  shed pages: at most ${Math.max(...shed.map(({ bytes }) => bytes))} bytes, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, Retry-After ${Math.min(...waits)} to ${Math.max(...waits)} s`
	);
}

/** Kills the application, then the database, in the middle of presses; everybody whose press had no answer presses again. */
async function killing(house: House, run: Run, take: Take): Promise<void> {
	for (const [what, kill] of [
		['application', house.killApp],
		['database', house.killDatabase]
	] as const) {
		const people = take(sizes.kill);
		const spread = people.map((who, at): Arrival => ({ after: at * 3, kind: 'submit', who }));
		const enough = (await receiptsIn(house.url)) + sizes.kill / 3;
		const running = run({ arrivals: spread });
		while ((await receiptsIn(house.url)) < enough) await new Promise((done) => setTimeout(done, 20));
		await kill();
		const came = await running;
		await house.restart();
		const left = new Set(came.filter(({ status }) => status !== 303).map(({ intent }) => intent));
		const again = await run({ arrivals: submits(people.filter(({ intent }) => left.has(intent))), connections: 16 });
		const done = again.filter(({ status }) => status === 303).length;
		console.log(
			`\nkill -9 of the ${what}: ${came.length - left.size} acknowledged before, ${done} of ${left.size} pressed again after`
		);
	}
}

/** Whatever the rush has left waiting is over. */
async function settle(): Promise<void> {
	await new Promise((done) => setTimeout(done, isQuick ? 1000 : 5000));
}

function quantile(came: Came[], share: number): number {
	const sorted = came.map(({ ms }) => ms).sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
