import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
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
import { toHex, utf8 } from './src/bytes.ts';
import { plan } from './src/plan/plan.ts';
import { loadSolver } from './src/plan/solver.ts';
import { quickSha256 } from './src/sha256.ts';
import { crowd as madeUp } from './test/crowd.ts';

// node packages/draw/bench.ts [FOLDER OF INSTANCES] [MOST ENTRANTS]: what the draw costs, beside the reference's figures.
const folder = process.argv[2] ?? '../shared/data/instances';
const most = Number(process.argv[3] ?? 1_000_000);
const VALUES = [2, 3, 4, 4, 6, 6];
const SECRET = 'a secret for the bench';
/** A crowd as large as the largest published instance. */
const LARGE = { count: 1727, places: 110, values: [2, 3, 4, 4, 5, 6, 6], seed: 265 };
/** Instances of the reference measured again in the same run, where it is installed: those it took less than so many seconds for. */
const SECONDS_AGAIN = 15;

await loadSolver();
console.log(`node ${process.version}, ${new Date().toISOString().slice(0, 10)}`);
if (existsSync(folder)) await instances();
await sizes();
await scores();
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

/** Uniform draws and draws by quotas on six features, up to a million entrants. */
async function sizes(): Promise<void> {
	head(['entrants', 'places', 'method', 'types', 'plan ms', 'seal ms', 'conduct ms', 'verify ms', 'MB']);
	for (const count of [10_000, 100_000, 1_000_000].filter((size) => size <= most)) {
		for (const method of ['uniform', 'quotas'] as const) {
			const places = 1000;
			const rules: Rules = { method, places, ...(method === 'quotas' && { quotas: quotasFor(places) }) };
			const candidates = crowd(count);
			const [planned, planMs] = await timed(() => plan(candidates, rules));
			const [sealed, sealMs] = await timed(() => sealOf(planned));
			const [transcript, conductMs] = await timed(() =>
				conduct(sealed, planned.roster, { reveals: [{ name: 'w', secret: SECRET }] })
			);
			const [verdict, verifyMs] = await timed(() => verify(transcript));
			if (!verdict.ok) throw new Error(verdict.says.en);
			const memory = Math.round(process.memoryUsage().rss / 1e6);
			row([
				count,
				places,
				method,
				planned.lottery.types.length,
				...[planMs, sealMs, conductMs, verifyMs].map((ms) => ms.toFixed(0)),
				memory
			]);
		}
	}
}

/** The linear lottery. */
async function scores(): Promise<void> {
	head(['entrants', 'linear lottery: plan ms']);
	for (const count of [1000, 10_000, 100_000].filter((size) => size <= most)) {
		const candidates = crowd(count).map((candidate, i) => ({ ...candidate, score: (i * 7919) % 1000 }));
		const [, ms] = await timed(() => plan(candidates, { method: 'scores', places: count / 5, slope: [1, 400] }));
		row([count, ms.toFixed(0)]);
	}
}

/** Keyed hashes in a second, beside the bare rate of the same message. */
function hashing(): void {
	const message = new Uint8Array(48);
	const before = performance.now();
	for (let i = 0; i < 1_000_000; i++) {
		message[i % 48] = i & 255;
		quickSha256(message);
	}
	console.log(`\nkeyed hashing: ${(1000 / (performance.now() - before)).toFixed(2)} million a second`);
}

function crowd(count: number): Candidate[] {
	return Array.from({ length: count }, (_, i) => {
		const hash = quickSha256(utf8(`bench ${i}`));
		const features = Object.fromEntries(
			VALUES.map((values, f) => [`f${f}`, `v${Math.floor((hash[f]! / 256) ** 1.6 * values)}`])
		);
		return { commitment: toHex(hash), features };
	});
}

function quotasFor(places: number) {
	return VALUES.flatMap((values, f) =>
		Array.from({ length: values }, (_, v) => ({
			feature: `f${f}`,
			value: `v${v}`,
			min: Math.floor((0.9 * places) / values),
			max: Math.ceil((1.1 * places) / values)
		}))
	);
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
