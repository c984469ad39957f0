import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { after } from 'node:test';
import { commitSecret } from '../src/index.ts';

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'madang-draw-'));
after(() => rmSync(folder, { recursive: true }));

function draw(...args: string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
	return { status, out: stdout.trim(), error: stderr.trim() };
}

function file(name: string, text: string): string {
	writeFileSync(join(folder, name), text);
	return name;
}

const people = Array.from(
	{ length: 40 },
	(_, i) => `p${i},${i % 2 ? '서울' : '"제주, 섬"'},${i % 3 ? 'seed' : 'later'},=1+${i}`
);
const POOL = '\uFEFFid,region,stage,note\r\n' + people.join('\r\n') + '\r\n';
const QUOTAS =
	'feature,value,min,max,min_flex,max_flex\nregion,서울,3,6,0,9\nregion,"제주, 섬",4,7,0,9\nstage,seed,5,9,0,9\nstage,later,1,5,0,9\n';
const CATEGORIES =
	'category,feature,min,max\nregion,서울,3,6\nregion,"제주, 섬",4,7\nstage,seed,5,9\nstage,later,1,5\n';

test('from two CSV files to a verified transcript, and to one lot’s story in Korean', () => {
	file('pool.csv', POOL);
	file('quotas.csv', QUOTAS);
	const planned = draw(
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
		draw('seal', '--plan', 'plan.json', '--call', 'c', '--witness', `w=${commitment}`, '--out', 'seal.json').status,
		0
	);
	equal(draw('conduct', '--seal', 'seal.json', '--reveal', 'w=sixteen letters or more', '--out', 't.json').status, 0);
	const verified = draw('verify', 't.json');
	equal(verified.status, 0);
	equal(verified.out.split('\n').length, 1);
	match(draw('explain', 't.json', '--lot', '17', '--lang', 'ko').out, /당첨 확률은 1\/4이었습니다/);
	writeFileSync(join(folder, 'bad.json'), readFileSync(join(folder, 't.json'), 'utf8').replace('"lot":1}', '"lot":2}'));
	const bad = draw('verify', 'bad.json');
	equal(bad.status, 1);
	match(bad.out, /Roster: At \/roster\/0 the transcript says/);
	match(draw('rehearse', '--plan', 'plan.json', '--times', '50').out, /^REHEARSAL, 50 times/);
	deepEqual(
		readdirSync(folder).filter((name) => name.endsWith('.part')),
		[]
	);
});

test('the other spelling of the quotas file gives the same plan', () => {
	file('pool.csv', POOL);
	for (const [name, text] of [
		['a.csv', QUOTAS],
		['b.csv', CATEGORIES]
	] as const) {
		draw('plan', '--pool', 'pool.csv', '--quotas', file(name, text), '--places', '10', '--out', name + '.json');
	}
	equal(readFileSync(join(folder, 'a.csv.json'), 'utf8'), readFileSync(join(folder, 'b.csv.json'), 'utf8'));
});

for (const [what, pool, quotas, sentence] of [
	['an id twice', 'id,t\na,x\nb,x\na,x\n', 't,x', /pool.csv, line 4: the id a was already on line 2/],
	[
		'an id twice, in another Unicode form',
		'id,t\n제주,x\n' + '제주'.normalize('NFD') + ',x\n',
		't,x',
		/line 3: the id 제주 was already on line 2/
	],
	['an open quote', 'id,t\na,x\nb,"x\n', 't,x', /pool.csv, line 3: a quote is never closed/],
	['a row too long', 'id,t\na,x\nb,x,y\n', 't,x', /pool.csv, line 3: 3 cells instead of 2/],
	['text after a quote', 'id,t\n"a"b,x\n', 't,x', /line 2: text after a closing quote/],
	['an empty file', '', 't,x', /pool.csv is empty/],
	['two columns of one name', 'id,t,t\na,x,x\n', 't,x', /two columns named t/],
	['a missing column', 'id,u\na,x\n', 't,x', /no column named t/],
	['a value that quotas don’t name', 'id,t\na,x\nb,y\n', 't,x', /has t = y, which the rules do not name/],
	['quotas that can’t be met', 'id,t\na,x\nb,x\n', 't,x', /raise the maximum of t = x from 1 to 2/]
] as const) {
	test(`a pool with ${what} ends in one sentence that names the place`, () => {
		file('pool.csv', pool);
		file('quotas.csv', `feature,value,min,max\n${quotas},1,${what.startsWith('quotas') ? 1 : 2}\n`);
		const { status, error, out } = draw(
			'plan',
			'--pool',
			'pool.csv',
			'--quotas',
			'quotas.csv',
			'--places',
			what.startsWith('quotas') ? '2' : '1'
		);
		equal(status, 1);
		equal(out, '');
		equal(error.split('\n').length, 1);
		match(error, sentence);
	});
}

test('intervals in two columns and a plan by merit end in one sentence of what it guarantees', () => {
	file('scored.csv', 'id,low,high\na,8,9\nb,5,8\nc,6,7\nd,1,4\n');
	const { status, out } = draw(
		'plan',
		'--pool',
		'scored.csv',
		'--places',
		'2',
		'--method',
		'scores',
		'--merit',
		'--json'
	);
	equal(status, 0);
	const said = JSON.parse(out) as { worst_case: number; merit_gap: number; leximin_gap: null };
	// a is certain; b and c are as likely one as the other; d, below all of them, has no place.
	deepEqual([said.worst_case, said.merit_gap < 1e-6, said.leximin_gap], [1.5, true, null]);
	match(
		draw('plan', '--pool', 'scored.csv', '--places', '2', '--method', 'scores', '--merit').out,
		/at least 1.5 are drawn/
	);
});

for (const [what, line, sentence] of [
	['a negative minimum', 't,x,-1,2', /line 2, min: “-1” is not a whole number/],
	['a fraction', 't,x,0.5,2', /“0.5” is not a whole number/],
	['NaN', 't,x,NaN,2', /“NaN” is not a whole number/],
	['a huge number', 't,x,1,99999999999999999999', /no sound range/]
] as const) {
	test(`quotas with ${what} end in one sentence`, () => {
		file('pool.csv', 'id,t\na,x\nb,x\n');
		file('quotas.csv', `feature,value,min,max\n${line}\n`);
		const { status, error } = draw('plan', '--pool', 'pool.csv', '--quotas', 'quotas.csv', '--places', '1');
		equal(status, 1);
		match(error, sentence);
	});
}

test('a wrong option, a missing file and a file that is no transcript are told, not thrown', () => {
	match(draw('plan', '--frob').error, /Unknown option '--frob'/);
	match(draw('verify', 'nowhere.json').error, /nowhere.json cannot be read/);
	match(draw('verify', file('x.json', '{')).error, /not JSON/);
	equal(draw('verify', file('y.json', '{}')).status, 1);
	match(draw('--help').out, /plan, seal, conduct/);
});
