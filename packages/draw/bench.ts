import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { meritTable } from './bench/merit.ts';
import { stopsBench } from './bench/stops.ts';
import { poolFromInstance } from './cli/pool.ts';
import {
	chancesOf,
	checkCertificate,
	commitSecret,
	conduct,
	seal,
	verify,
	type Candidate,
	type Rules
} from './src/index.ts';
import { utf8, wordsOf } from './src/bytes.ts';
import { keyedHeads } from './src/order.ts';
import { plan } from './src/plan/plan.ts';
import { loadSolver } from './src/plan/solver.ts';
import { quickSha256 } from './src/sha256.ts';
import { orderOf } from './src/sorting.ts';
import { crowd as madeUp } from './test/crowd.ts';

// node packages/draw/bench.ts [FOLDER OF INSTANCES] [MOST ENTRANTS]: what the draw costs, beside the reference's figures.
const folder = process.argv[2] ?? '../shared/data/instances';
const most = Number(process.argv[3] ?? 1_000_000);
const SECRET = 'a secret for the bench';
/** A crowd as large as the largest published instance. */
const LARGE = { count: 1727, places: 110, values: [2, 3, 4, 4, 5, 6, 6], seed: 265 };
/** Instances of the reference measured again in the same run, where it is installed: those it took less than so many seconds for. */
const SECONDS_AGAIN = 15;

await loadSolver();
console.log(`node ${process.version}, ${new Date().toISOString().slice(0, 10)}`);
if (existsSync(folder)) await instances();
sizes();
await meritTable();
await stops();
hashing();

type Measured = { readonly seconds: number; readonly least: number };
type Pool = { readonly candidates: Candidate[]; readonly rules: Rules };

/** Each instance: types, median time of three plans, least chance, certified gap; beside the reference's figures. */
async function instances(): Promise<void> {
	const names = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'reference.json');
	const stored = JSON.parse(readFileSync(`${folder}/reference.json`, 'utf8')) as Record<
		string,
		{ leximin: { median_s: number; min_chance: number } } | null
	>;
	head([
		'instance',
		'entrants',
		'places',
		'types',
		'plan ms',
		'verify ms',
		'least chance',
		'gap',
		'reference s',
		'its least chance',
		'times faster'
	]);
	const faster: number[] = [];
	for (const file of names) {
		const name = file.replace('.json', '');
		const { candidates, quotas, places } = poolFromInstance(
			JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')),
			file
		);
		const theirs = stored[name]?.leximin;
		const beside = theirs && { seconds: theirs.median_s, least: theirs.min_chance };
		const times = await instance(name, { candidates, rules: { method: 'quotas', places, quotas } }, beside);
		if (times) faster.push(times);
	}
	await instance('made up: test/crowd.ts', madeUp(LARGE));
	faster.sort((a, b) => a - b);
	console.log(`\ntimes faster: least ${faster[0]}, median ${faster[faster.length >> 1]}`);
	again(names.filter((name) => (stored[name.replace('.json', '')]?.leximin.median_s ?? Infinity) < SECONDS_AGAIN));
}

/** One line of the table; how many times faster than the reference. */
async function instance(name: string, { candidates, rules }: Pool, theirs?: Measured): Promise<number | null> {
	const planned = await plan(candidates, rules);
	const ms = await median(3, () => plan(candidates, rules));
	const transcript = drawOf(planned);
	const verifyMs = await median(3, () => verify(transcript));
	const gap = checkCertificate(planned)!;
	const least = Math.min(...chancesOf(planned.lottery).map(([a, b]) => a / b));
	const times = theirs ? Math.round((1000 * theirs.seconds) / ms) : null;
	row([
		name,
		candidates.length,
		rules.places,
		planned.lottery.types.length,
		ms.toFixed(0),
		verifyMs.toFixed(0),
		least.toFixed(6),
		(gap[0] / gap[1]).toExponential(1),
		...(theirs ? [theirs.seconds, theirs.least.toFixed(6), times!] : ['', '', ''])
	]);
	return times;
}

/** The reference itself, in this run: `PYTHON` names a Python that has it. */
function again(names: readonly string[]): void {
	const python = process.env.PYTHON ?? 'python3';
	if (spawnSync(python, ['-c', 'import sortition_algorithms']).status !== 0)
		return console.log(`the reference is not installed in ${python}: not measured again`);
	head(['instance', 'reference again s', 'its least chance']);
	for (const name of names) {
		const runner = new URL('bench/reference.py', import.meta.url).pathname;
		const ran = spawnSync(python, [runner, 'leximin', `${folder}/${name}`], { encoding: 'utf8', timeout: 120_000 });
		const line = ran.stdout?.trim().split('\n').at(-1) ?? '';
		const measured = line.startsWith('{') ? (JSON.parse(line) as Measured) : null;
		row([name.replace('.json', ''), measured?.seconds ?? '', measured?.least.toFixed(6) ?? 'not in two minutes']);
	}
}

/** Draws of up to a million entrants with six features, each in a process of its own: wall (and processor) milliseconds. */
function sizes(): void {
	const steps = [
		'plan ms (cpu)',
		'seal ms',
		'conduct ms',
		'verify ms',
		'most MB: before → plan → seal → conduct → verify'
	];
	head(['entrants', 'drawn', 'method', 'form', 'types', ...steps]);
	const script = fileURLToPath(new URL('bench/sizes.ts', import.meta.url));
	for (const method of ['uniform', 'quotas', 'scores']) {
		for (const count of [1000, 10_000, 100_000, 1_000_000]) {
			if (count > most || (count === 1000 && method !== 'scores')) continue;
			spawnSync(process.execPath, [script, String(count), method], { stdio: 'inherit' });
		}
	}
}

/** One draw for a tour of 17 stops. */
async function stops(): Promise<void> {
	const [names, ...rows] = await stopsBench();
	head(names!.map(String));
	for (const cells of rows) row(cells);
}

/** Keyed hashes in a second beside what Node's own SHA-256 does with the same message; then plain draws of many lots. */
function hashing(): void {
	head(['what', 'million a second, median of 5']);
	const tickets = Int32Array.from({ length: 4_000_000 }, (_, i) => Math.imul(i, 0x9e3779b1));
	const key = wordsOf(quickSha256(utf8('a key')));
	const message = new Uint8Array(48);
	const times = 200_000;
	row(['keyed hashing', rate(1_000_000, () => keyedHeads(tickets, key))]);
	row(['SHA-256 of 48 bytes', rate(times, () => repeat(times, (i) => ((message[i % 48] = i), quickSha256(message))))]);
	row([
		'node:crypto of the same',
		rate(times, () => repeat(times, (i) => ((message[i % 48] = i), hash('sha256', message, 'buffer'))))
	]);
	head(['plain draw of 1,000 out of', 'hashing ms', 'choosing ms', 'whole order ms']);
	for (const count of [1_000_000, 10_000_000].filter((size) => size <= 10 * most)) plainDraw(count, key);
}

function plainDraw(count: number, key: Int32Array): void {
	const tickets = Int32Array.from({ length: 4 * count }, (_, i) => Math.imul(i, 0x9e3779b1));
	const [heads, hashMs] = timedNow(() => keyedHeads(tickets, key));
	const [chosen, chooseMs] = timedNow(() => smallest(heads, 1000));
	const [order, orderMs] = timedNow(() => orderOf(heads));
	if (chosen.some((lot, i) => heads[lot] !== heads[order[i]!])) throw new Error('the smallest are not the first');
	row([count, hashMs.toFixed(0), chooseMs.toFixed(0), orderMs.toFixed(0)]);
}

/** The k smallest, by a limit that about twice as many stay below. */
function smallest(heads: Uint32Array, k: number): number[] {
	for (let limit = (2 ** 33 * k) / heads.length; ; limit *= 2) {
		const below: number[] = [];
		for (let i = 0; i < heads.length; i++) if (heads[i]! < limit) below.push(i);
		if (below.length >= k || limit > 2 ** 33) return below.sort((a, b) => heads[a]! - heads[b]! || a - b).slice(0, k);
	}
}

function repeat(times: number, work: (i: number) => unknown): void {
	for (let i = 0; i < times; i++) work(i);
}

function rate(count: number, work: () => unknown): string {
	const all = Array.from({ length: 5 }, () => count / timedNow(work)[1] / 1000);
	return all.sort((a, b) => a - b)[2]!.toFixed(2);
}

function timedNow<T>(work: () => T): [T, number] {
	const before = performance.now();
	return [work(), performance.now() - before];
}

function sealOf(planned: Awaited<ReturnType<typeof plan>>) {
	const witnesses = [{ name: 'w', commitment: commitSecret(SECRET) }];
	return seal(planned, { call: 'bench', tag: 'draw', sealedAt: 1, randomness: { witnesses } }).seal;
}

function drawOf(planned: Awaited<ReturnType<typeof plan>>) {
	return conduct(sealOf(planned), planned.roster, { reveals: [{ name: 'w', secret: SECRET }] });
}

async function timed<T>(work: () => T | Promise<T>): Promise<[T, number]> {
	const before = performance.now();
	const made = await work();
	return [made, performance.now() - before];
}

async function median(times: number, work: () => unknown): Promise<number> {
	const all: number[] = [];
	for (let i = 0; i < times; i++) all.push((await timed(work))[1]);
	return all.sort((a, b) => a - b)[times >> 1]!;
}

function head(names: readonly string[]): void {
	console.log(`\n| ${names.join(' | ')} |\n|${names.map(() => '---|').join('')}`);
}

function row(cells: readonly (string | number)[]): void {
	console.log(`| ${cells.join(' | ')} |`);
}
