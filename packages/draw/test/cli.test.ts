import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { after } from 'node:test';
import { runLine } from '../cli/main.ts';
import { commitSecret, commitTo } from '../src/index.ts';

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'madang-draw-'));
after(() => rmSync(folder, { recursive: true }));

process.chdir(folder);

/** A command line in this process. */
async function draw(...args: string[]) {
	const { exit, out, error } = await runLine(args);
	return { status: exit, out: out.join('\n'), error: error.join('\n') };
}

/** The same as people run it. */
function spawned(...args: string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
	return { status, out: stdout.trim(), error: stderr.trim() };
}

function file(name: string, text: string): string {
	writeFileSync(join(folder, name), text);
	return name;
}

const leftovers = () => readdirSync(folder).filter((name) => name.endsWith('.part'));

const people = Array.from(
	{ length: 40 },
	(_, i) => `p${i},${i % 2 ? '서울' : '"제주, 섬"'},${i % 3 ? 'seed' : 'later'},=1+${i}`
);
const POOL = '\uFEFFid,region,stage,note\r\n' + people.join('\r\n') + '\r\n';
const QUOTAS =
	'feature,value,min,max,min_flex,max_flex\nregion,서울,3,6,0,9\nregion,"제주, 섬",4,7,0,9\nstage,seed,5,9,0,9\nstage,later,1,5,0,9\n';
const CATEGORIES =
	'category,feature,min,max\nregion,서울,3,6\nregion,"제주, 섬",4,7\nstage,seed,5,9\nstage,later,1,5\n';

test('from two CSV files to a verified transcript, and to one lot’s story in Korean', async () => {
	file('pool.csv', POOL);
	file('quotas.csv', QUOTAS);
	const planned = await draw(
		'plan',
		'--pool',
		'pool.csv',
		'--quotas',
		'quotas.csv',
		'--places',
		'10',
		'--out',
		'plan.json',
		'--json'
	);
	const { seconds, ...rest } = JSON.parse(planned.out);
	ok(seconds >= 0);
	deepEqual(
		[rest.method, rest.entrants, rest.places, rest.certified, rest.min_chance, rest.max_chance],
		['quotas', 40, 10, true, [1, 4], [1, 4]]
	);
	const commitment = commitSecret('sixteen letters or more');
	equal(
		(await draw('seal', '--plan', 'plan.json', '--call', 'c', '--witness', `w=${commitment}`, '--out', 'seal.json'))
			.status,
		0
	);
	equal(
		(await draw('conduct', '--seal', 'seal.json', '--reveal', 'w=sixteen letters or more', '--out', 't.json')).status,
		0
	);
	const verified = spawned('verify', 't.json');
	equal(verified.status, 0);
	equal(verified.out.split('\n').length, 1);
	match((await draw('explain', 't.json', '--lot', '17', '--lang', 'ko')).out, /당첨 확률은 1\/4이었습니다/);
	writeFileSync(join(folder, 'bad.json'), readFileSync(join(folder, 't.json'), 'utf8').replace('"lot":1}', '"lot":2}'));
	const bad = spawned('verify', 'bad.json');
	equal(bad.status, 1);
	match(bad.out, /Roster: At \/roster\/0 the transcript says/);
	match((await draw('rehearse', '--plan', 'plan.json', '--times', '50')).out, /^REHEARSAL, 50 times/);
	deepEqual(leftovers(), []);
});

test('the other spelling of the quotas file gives the same plan, and so do line ends of old', async () => {
	file('pool.csv', POOL);
	for (const [name, text] of [
		['a.csv', QUOTAS],
		['b.csv', CATEGORIES],
		['c.csv', QUOTAS.replaceAll('\n', '\r')]
	] as const) {
		const rules = ['--quotas', file(name, text), '--places', '10', '--receipts', 'kept.json'];
		await draw('plan', '--pool', 'pool.csv', ...rules, '--out', name + '.json');
	}
	const planned = ['a', 'b', 'c'].map((name) => readFileSync(join(folder, `${name}.csv.json`), 'utf8'));
	equal(new Set(planned).size, 1);
});

test('what is in the pool and not in the rules stays out of the plan, also a column named like a field', async () => {
	const rows = Array.from(
		{ length: 8 },
		(_, i) => `p${i},Kim ${i},kim${i}@example.com,${i % 2 ? 'x' : 'y'},${i},draw,Firm ${i}`
	);
	const pool = file('named.csv', 'id,name,email,t,score,band,firm\n' + rows.join('\n') + '\n');
	const quotas = file('named-quotas.csv', 'feature,value,min,max\nt,x,1,2\nt,y,1,2\n');
	const planned = await draw(
		'plan',
		'--pool',
		pool,
		'--quotas',
		quotas,
		'--places',
		'2',
		'--one-per',
		'firm',
		'--out',
		'named.json'
	);
	match(planned.out, /Who has which lot is in named.receipts.json; never publish it/);
	const text = readFileSync(join(folder, 'named.json'), 'utf8');
	for (const word of ['Kim', 'example', 'Firm', '"score"', '"band"', '"p1"']) ok(!text.includes(word), word);
	const { roster } = JSON.parse(text);
	const { entrants } = JSON.parse(readFileSync(join(folder, 'named.receipts.json'), 'utf8'));
	for (const { id, lot, salt, digest } of entrants) {
		equal(roster[lot - 1].commitment, commitTo(salt, digest), id);
		equal(digest, createHash('sha256').update(id).digest('hex'));
	}
	await draw('plan', '--pool', pool, '--quotas', quotas, '--places', '2', '--one-per', 'firm', '--out', 'named.json');
	equal(readFileSync(join(folder, 'named.json'), 'utf8'), text, 'planning again keeps the receipts valid');
});

test('intervals in two columns and a plan by merit end in one sentence of what it guarantees', async () => {
	file('scored.csv', 'id,low,high\na,8,9\nb,5,8\nc,6,7\nd,1,4\n');
	const line = ['plan', '--pool', 'scored.csv', '--places', '2', '--method', 'scores', '--merit'];
	const { status, out } = await draw(...line, '--json');
	equal(status, 0);
	const said = JSON.parse(out) as { worst_case: number; merit_gap: number; leximin_gap: null };
	// a is certain; b and c are as likely one as the other; d, below all of them, has no place.
	deepEqual([said.worst_case, said.merit_gap < 1e-6, said.leximin_gap], [1.5, true, null]);
	match((await draw(...line)).out, /at least 1.5 are drawn/);
});

test('what a plan comes to, for machines', async () => {
	const rows = Array.from({ length: 12 }, (_, i) => `${i % 3 ? 'x' : 'y'}`);
	const pool = file('bare.csv', 't\n' + rows.join('\n'));
	const quotas = file('bare-quotas.csv', 'category,name,min,max\nt,x,2,2\nt,y,1,1\n');
	const { out } = await draw('plan', '--pool', pool, '--quotas', quotas, '--places', '3', '--json');
	const { seconds, ...rest } = JSON.parse(out);
	equal(typeof seconds, 'number');
	deepEqual(rest, {
		...{ method: 'quotas', entrants: 12, places: 3, panels: rest.panels, receipts: null },
		...{
			min_chance: [1, 4],
			max_chance: [1, 4],
			leximin_gap: 0,
			eating_gap: null,
			merit_gap: null,
			worst_case: null,
			certified: true
		}
	});
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
	test(`${signal} while a plan is written leaves the old file or the new one, whole`, async () => {
		const rows = Array.from({ length: 20_000 }, (_, i) => `${i},${i % 2 ? 'x' : 'y'}`);
		file('many.csv', 'id,t\n' + rows.join('\n'));
		file('many-quotas.csv', 'feature,value,min,max\nt,x,1,2\nt,y,1,2\n');
		for (const name of leftovers()) rmSync(join(folder, name));
		file('many.json', '"the old one"');
		const args = ['plan', '--pool', 'many.csv', '--quotas', 'many-quotas.csv', '--places', '2', '--out', 'many.json'];
		const child = spawn(process.execPath, [CLI, ...args], { stdio: 'ignore' });
		const ended = new Promise((done) => child.on('exit', done));
		// As soon as the first file is being written: the receipts, then the plan.
		while (child.exitCode === null && child.signalCode === null && !leftovers().length) await new Promise(setImmediate);
		child.kill(signal);
		await ended;
		const left: unknown = JSON.parse(readFileSync(join(folder, 'many.json'), 'utf8'));
		ok(left === 'the old one' || typeof left === 'object');
		if (signal !== 'SIGKILL') deepEqual(leftovers(), []);
	});
}

test('help is there in both languages, and a fault of the line is told', async () => {
	match(spawned('--help').out, /plan {2,}reads who is in the draw/);
	match((await draw('verify', '--help', '--lang', 'ko')).out, /종료값 0/);
	equal(spawned().status, 1);
});

const SHARED = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const skip = !existsSync(SHARED) && 'the shared data is not on this machine';

/** The quotas of an instance as the CSV that people write. */
function quotasOf(instance: {
	features: { name: string; values: { name: string; min: number; max: number }[] }[];
}): string {
	const lines = instance.features.flatMap(({ name, values }) =>
		values.map((value) => [name, value.name, value.min, value.max].join(','))
	);
	return 'category,feature,min,max\n' + lines.join('\n');
}

for (const [name, pool, quotas, places, entrants] of [
	['sortition-algorithms', 'candidates.csv', 'features.csv', 22, 150],
	['citizensassemblies-replication/example_small_20', 'respondents.csv', 'categories.csv', 20, 200],
	['opendlp', 'monitoring-respondents.csv', 'opendlp_monitoring_30', 30, 100]
] as const) {
	test(`the pool of ${name} goes from plan to verified transcript`, { skip }, async () => {
		const own = quotas.endsWith('.csv')
			? join(SHARED, name, quotas)
			: file('made.csv', quotasOf(JSON.parse(readFileSync(join(SHARED, 'instances', quotas + '.json'), 'utf8'))));
		const pooled = ['--pool', join(SHARED, name, pool), '--quotas', own, '--places', String(places)];
		const planned = await draw('plan', ...pooled, '--out', 'real.json', '--receipts', `${places}.kept.json`, '--json');
		const { certified, ...json } = JSON.parse(planned.out || '{}');
		deepEqual([json.entrants, json.places, certified], [entrants, places, true], planned.error);
		const witness = `w=${commitSecret('sixteen letters or more')}`;
		equal(
			(await draw('seal', '--plan', 'real.json', '--call', name, '--witness', witness, '--out', 's.json')).status,
			0
		);
		await draw('conduct', '--seal', 's.json', '--reveal', 'w=sixteen letters or more', '--out', 'r.json');
		match((await draw('verify', 'r.json')).out, new RegExp(`^Verified: ${places} drawn, seal [0-9a-f]{64}\\.`));
	});
}
