import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { runLine } from '../cli/main.ts';
import { commitSecret } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'madang-tour-'));
after(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
function file(name: string, text: string): string {
	writeFileSync(at(name), text);
	return at(name);
}

const people = Array.from(
	{ length: 20 },
	(_, i) => `p${i},${i % 2 ? 'x' : 'y'},${['서울 > Busan', 'Busan', '서울>Busan > 제주'][i % 3]},${1 + (i % 2)}`
);
const POOL = file('pool.csv', 'id,kind,ranking,weight\n' + people.join('\n') + '\n');
const STOPS = file('stops.csv', 'stop,places\n서울,4\nBusan,3\n제주,2\n');
const QUOTAS = file('quotas.csv', 'stop,feature,value,min,max\n서울,kind,x,1,3\n서울,kind,y,1,2\nBusan,kind,y,0,2\n');

test('a tour from three CSV files: planned, sealed, drawn by stop, verified, and one lot’s story', async () => {
	const planned = await runLine([
		...['plan', '--pool', POOL, '--stops', STOPS, '--quotas', QUOTAS, '--out', at('plan.json'), '--json']
	]);
	equal(planned.exit, 0, planned.error.join());
	const summary = JSON.parse(planned.out[0]!);
	deepEqual([summary.method, summary.entrants, summary.places, summary.leximin_gap], ['stops', 20, 9, null]);
	ok(summary.eating_gap < 1e-6 && summary.certified);
	const secret = 'sixteen letters or more';
	const witness = `w=${commitSecret(secret)}`;
	const sealed = ['seal', '--plan', at('plan.json'), '--call', 'c', '--witness', witness, '--out', at('seal.json')];
	equal((await runLine(sealed)).exit, 0);
	const drawn = await runLine(['conduct', '--seal', at('seal.json'), '--reveal', `w=${secret}`, '--out', at('t.json')]);
	for (const stop of ['서울', 'Busan', '제주'])
		ok(
			drawn.out.some((line) => line.startsWith(`${stop}: `)),
			drawn.out.join()
		);
	equal((await runLine(['verify', at('t.json')])).exit, 0);
	const { result } = JSON.parse(readFileSync(at('t.json'), 'utf8'));
	const story = await runLine(['explain', at('t.json'), '--lot', String(result.stops['서울'][0]), '--lang', 'ko']);
	match(story.out.join('\n'), /1순위 “서울”의 확률은/);
	match(story.out.join('\n'), /“서울”에 선정되었습니다/);
});

test('with --weights the column weight is read, and public; without it, it stays out', async () => {
	const line = ['plan', '--pool', POOL, '--stops', STOPS, '--quotas', QUOTAS, '--out', at('w.json')];
	const rosterOf = async (...more: string[]) => {
		equal((await runLine([...line, ...more])).exit, 0);
		return JSON.parse(readFileSync(at('w.json'), 'utf8')).roster as { weight?: number }[];
	};
	ok((await rosterOf()).every(({ weight }) => weight === undefined));
	ok((await rosterOf('--weights')).every(({ weight }) => weight === 1 || weight === 2));
});

for (const [what, pool, stops, quotas, says] of [
	['an empty ranking', 'id,kind,ranking\na,x,\n', null, null, /line 2.*ranking/],
	['an unknown stop in a ranking', 'id,kind,ranking\na,x,서울>Mars\n', null, null, /line 2: “Mars” is no stop/],
	[
		'a stop twice in a ranking',
		'id,kind,ranking\na,x,서울>서울\n',
		null,
		null,
		/line 2: the ranking names “서울” twice/
	],
	['places that are no number', null, 'stop,places\n서울,many\n', null, /line 2, places/],
	['no places at a stop', null, 'stop,places\n서울,4\nBusan,3\n제주,0\n', null, /제주.*0 places/],
	['a stop twice', null, 'stop,places\n서울,4\nBusan,3\n제주,2\n제주,1\n', null, /제주 is given twice/],
	['quotas at no stop', null, null, 'stop,feature,value,min,max\nMars,kind,x,0,1\n', /line 2.*Mars/],
	['quotas without a stop', null, null, 'feature,value,min,max\nkind,x,0,1\n', /no column.*stop/],
	[
		'a minimum that nobody meets',
		null,
		null,
		'stop,feature,value,min,max\n제주,kind,z,1,1\n제주,kind,x,0,1\n제주,kind,y,0,1\n',
		/kind = z at 제주 from 1 to 0/
	]
] as const) {
	test(`${what} is refused in one sentence that names the place`, async () => {
		const answer = await runLine([
			...['plan', '--pool', pool === null ? POOL : file('p.csv', pool)],
			...['--stops', stops === null ? STOPS : file('s.csv', stops)],
			...['--quotas', quotas === null ? QUOTAS : file('q.csv', quotas)]
		]);
		equal(answer.exit, 1);
		equal(answer.error.length, 1);
		match(answer.error[0]!, says);
	});
}
