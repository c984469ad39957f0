// An ordinary day, for as long as one likes: requests of every kind as they come, so many a second, whether or not the last
// are answered. Prints how long they take, what failed, how the memory of the program and of the database grows, and which
// statements took more than 200 ms. `npm run bench soak [minutes] [requests a second] [whole]`; `whole` fills the store first as
// the promise's reference house has it (100 calls, 20,000 applications, 200,000 files, a million lines of the journal).
import { startPostgres } from '../start/postgres.mjs';
import { openStage } from '../tests/stories/theatre.ts';
import { nthOf, send, type People } from './soak/mix.ts';
import { plantHouse } from './soak/plant.ts';
import { databasePids, memoryOf, slopePerHour, slowIn, watchSlow } from './soak/watch.ts';

const minutes = Number(process.argv[2] ?? 10);
const perSecond = Number(process.argv[3] ?? 50);
const size = process.argv.includes('whole')
	? { applications: 20_000, lines: 1_000_000, reads: 200_000, calls: 98, files: 200_000 }
	: { applications: 2_000, lines: 20_000, reads: 20_000, calls: 10, files: 2_000 };
const slowMs = 200;
/** What came after the first minute, when the program has run warm. */
const warm: { times: number[]; wrong: number } = { times: [], wrong: 0 };
const warmingMs = 60_000;

const stage = await openStage({ SAMPLE_APPLICATIONS: '334', LAG_MS: '150', PAGES_AT_ONCE: '16' });
try {
	const { url } = await startPostgres({ dataDir: stage.dataDir });
	const people = await plantHouse(url, stage.base, size);
	await watchSlow(url, slowMs);
	await stage.crash(); // its connections are made anew, and each is watched
	await soak(people);
} finally {
	await stage.close();
}

type Told = { times: number[]; statuses: Map<number, number>; wrong: number };

async function soak(people: People): Promise<void> {
	const kinds = new Map<string, Told>();
	const memory: { app: [number, number][]; database: [number, number][] } = { app: [], database: [] };
	const under = new Set<Promise<void>>();
	const began = Date.now();
	const all = minutes * 60 * perSecond;
	let nextLook = began;
	for (let nth = 0; nth < all;) {
		const due = Math.min(all, Math.floor(((Date.now() - began) * perSecond) / 1000));
		for (; nth < due; nth++) {
			const one = ask(people, nth, { began, due: began + (nth * 1000) / perSecond }, kinds);
			under.add(one);
			void one.finally(() => under.delete(one));
		}
		if (Date.now() >= nextLook) {
			nextLook += 10_000;
			memory.app.push([Date.now(), memoryOf([stage.pid()])]);
			memory.database.push([Date.now(), memoryOf(databasePids(stage.dataDir))]);
		}
		await new Promise((done) => setTimeout(done, 4));
	}
	await Promise.all(under);
	report(kinds, memory, (Date.now() - began) / 1000);
}

type Instants = { began: number; due: number };

async function ask(people: People, nth: number, { began, due }: Instants, kinds: Map<string, Told>): Promise<void> {
	const asked = nthOf(people, nth);
	const status = await send(people.base, asked);
	asked.then?.(status);
	const told = kinds.get(asked.kind) ?? { times: [], statuses: new Map<number, number>(), wrong: 0 };
	kinds.set(asked.kind, told);
	const took = Date.now() - due;
	const isWrong = !(asked.fine ?? [200]).includes(status);
	told.statuses.set(status, (told.statuses.get(status) ?? 0) + 1);
	for (const list of due - began < warmingMs ? [told] : [told, warm]) {
		list.times.push(took);
		if (isWrong) list.wrong++;
	}
}

function report(kinds: Map<string, Told>, memory: Record<'app' | 'database', [number, number][]>, took: number): void {
	const at = (sorted: number[], share: number) =>
		sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
	const line = (name: string, times: number[], rest: string) => {
		const sorted = times.toSorted((a, b) => a - b);
		const figures = [0.5, 0.99, 0.999].map((share) => at(sorted, share).toFixed(0).padStart(7));
		console.log(
			`  ${name.padEnd(22)}${String(times.length).padStart(8)}${figures.join('')}${(sorted.at(-1) ?? 0).toFixed(0).padStart(8)}  ${rest}`
		);
	};
	const every = [...kinds.values()].flatMap(({ times }) => times);
	const wrong = [...kinds.values()].reduce((sum, one) => sum + one.wrong, 0);
	const saidOf = (count: number, of: number) => `${count} not as they should be (${((100 * count) / of).toFixed(3)} %)`;
	console.log(
		`${every.length} requests in ${took.toFixed(0)} s, ${(every.length / took).toFixed(1)} a second of ${perSecond}. Times in ms, from when each was due.`
	);
	console.log(`  ${'kind'.padEnd(22)}${'requests'.padStart(8)}    p50    p99  p99.9 longest  answers`);
	for (const [kind, { times, statuses }] of [...kinds].sort())
		line(kind, times, [...statuses].map(([status, count]) => `${count} × ${status || 'no answer'}`).join(', '));
	line('all', every, saidOf(wrong, every.length));
	if (warm.times.length) line('after a minute', warm.times, saidOf(warm.wrong, warm.times.length));
	for (const [name, points] of Object.entries(memory)) {
		// The first third is warming up.
		const settled = points.slice(Math.floor(points.length / 3));
		const [first, last] = [points[0]?.[1] ?? 0, points.at(-1)?.[1] ?? 0];
		console.log(
			`  memory of the ${name.padEnd(9)} ${first.toFixed(0)} MB → ${last.toFixed(0)} MB; after warming up ${slopePerHour(settled).toFixed(1)} MB an hour`
		);
	}
	const slow = slowIn(stage.dataDir);
	console.log(`  statements that took more than ${slowMs} ms: ${slow.length}`);
	for (const { query, times, longest, scans } of slow.slice(0, 20))
		console.log(
			`    ${times} ×, at most ${longest.toFixed(0)} ms, ${scans.length ? `reads all of ${scans.join(', ')}` : 'by an index'}: ${query}`
		);
}
