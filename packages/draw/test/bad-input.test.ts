import { equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { runLine } from '../cli/main.ts';
import { commitSecret, roundAt } from '../src/index.ts';
import { signRound, TEST_CHAIN } from './chain.ts';

// What a user can do wrong, as a user would: through the command line. Each ends with exit code 1 and one sentence, in
// Korean and in English, that names the place.
const folder = mkdtempSync(join(tmpdir(), 'madang-bad-'));
after(() => rmSync(folder, { recursive: true }));
process.chdir(folder);

type Sentence = { readonly ko: RegExp; readonly en: RegExp };
type Line = readonly string[];

async function refused(line: Line, { ko, en }: Sentence): Promise<void> {
	for (const [lang, says] of [
		['ko', ko],
		['en', en]
	] as const) {
		const { exit, out, error } = await runLine([...line, '--lang', lang]);
		const told = [...out, ...error];
		equal(exit, 1, told.join('\n'));
		equal(told.length, 1, told.join('\n'));
		ok(!/undefined|NaN\b.*NaN|\[object|TypeError|\{\w+\}/.test(told[0]!), told[0]);
		ok(told[0]!.split(/\r?\n/).length === 1, told[0]);
		match(told[0]!, says);
		equal(/[가-힣]/.test(told[0]!.replace(/제주/g, '')), lang === 'ko', told[0]);
	}
}

type Pool = {
	readonly pool: string | Uint8Array;
	readonly quotas?: string;
	readonly stops?: string;
	readonly line?: Line;
};
const HEAD = 'feature,value,min,max\n';

const pools: readonly (readonly [what: string, given: Pool, says: Sentence])[] = [
	[
		'a quota that can’t be met alone',
		{ pool: 'id,t\na,x\nb,x\nc,y\n', quotas: HEAD + 't,x,0,1\nt,y,2,2\n' },
		{ ko: /“t = y”의 최솟값을 2에서 1/, en: /minimum of t = y from 2 to 1/ }
	],
	[
		'quotas that can’t be met only together',
		{
			pool: 'id,t,u\na,x,p\nb,x,p\nc,y,q\nd,y,q\n',
			quotas: HEAD + 't,x,2,2\nt,y,0,0\nu,p,0,0\nu,q,2,2\n'
		},
		{ ko: /가장 작게 고치면: .+/, en: /The smallest change: .+/ }
	],
	[
		'a quota on a value that no entrant has',
		{ pool: 'id,t\na,x\nb,x\n', quotas: HEAD + 't,x,0,2\nt,z,1,2\n' },
		{ ko: /“t = z”의 최솟값을 1에서 0/, en: /minimum of t = z from 1 to 0/ }
	],
	[
		'an entrant with a missing value',
		{ pool: 'id,t\na,x\nb,\n', quotas: HEAD + 't,x,0,2\n' },
		{ ko: /pool.csv 3행: “t” 칸이 비어/, en: /pool.csv, line 3: there is nothing in the column t/ }
	],
	[
		'an entrant with an unknown value',
		{ pool: 'id,t\na,x\nb,w\n', quotas: HEAD + 't,x,0,2\n' },
		{ ko: /3행: “t” 값 “w”에 대한 할당이 없/, en: /line 3: t is “w”, which no quota names/ }
	],
	['more places than entrants', { pool: 'id\na\n' }, { ko: /자리는 2개인데 .* 1명/, en: /2 places and only 1/ }],
	['nobody', { pool: 'id\n' }, { ko: /pool.csv: 제목 줄 아래/, en: /pool.csv has nothing below its header/ }],
	[
		'zero places',
		{ pool: 'id\na\n', line: ['--places', '0'] },
		{ ko: /자리 수 0/, en: /places, 0, is not a whole number of at least 1/ }
	],
	[
		'a negative number of places',
		{ pool: 'id\na\n', line: ['--places=-3'] },
		{ ko: /--places: “-3”/, en: /--places: “-3” is not a whole number/ }
	],
	['NaN places', { pool: 'id\na\n', line: ['--places', 'NaN'] }, { ko: /--places: “NaN”/, en: /--places: “NaN”/ }],
	['half a place', { pool: 'id\na\n', line: ['--places', '1.5'] }, { ko: /--places: “1.5”/, en: /--places: “1.5”/ }],
	[
		'a huge number of places',
		{ pool: 'id\na\n', line: ['--places', '9'.repeat(30)] },
		{ ko: /--places: “9+”/, en: /--places: “9+”/ }
	],
	[
		'a method that there isn’t',
		{ pool: 'id\na\nb\n', line: ['--method', 'dice', '--places', '1'] },
		{ ko: /추첨 방식 “dice”/, en: /no method dice/ }
	],
	[
		'duplicate ids',
		{ pool: 'id,t\na,x\nb,x\na,x\n' },
		{ ko: /pool.csv 4행: “a”은\(는\) 2행에도/, en: /line 4: the id a was already on line 2/ }
	],
	[
		'ids that differ only by Unicode form',
		{ pool: 'id\n제주\n' + '제주'.normalize('NFD') + '\n' },
		{ ko: /3행: “제주”은\(는\) 2행에도/, en: /line 3: the id 제주 was already on line 2/ }
	],
	['an empty id', { pool: 'id,t\na,x\n,x\n' }, { ko: /3행: “id” 칸이 비어/, en: /line 3: .*column id/ }],
	[
		'a negative weight',
		{ pool: 'id,weight\na,1\nb,-1\n', line: ['--method', 'weighted', '--places', '1'] },
		{ ko: /3행 “weight”: “-1”.* 1 이상/, en: /line 3, weight: “-1” is not an integer from 1 to/ }
	],
	[
		'a huge weight',
		{ pool: 'id,weight\na,1\nb,9007199254740993\n', line: ['--method', 'weighted', '--places', '1'] },
		{ ko: /3행 “weight”: “9007199254740993”/, en: /line 3, weight: “9007199254740993” is not an integer from 1 to/ }
	],
	[
		'an interval upside down',
		{ pool: 'id,low,high\na,1,2\nb,9,2\n', line: ['--method', 'scores', '--line', '--places', '1'] },
		{ ko: /3행: 낮은 점수 9/, en: /line 3: the low end 9 is above the high end 2/ }
	],
	[
		'scores and no way to read them',
		{ pool: 'id,score\na,1\nb,2\n', line: ['--method', 'scores', '--places', '1'] },
		{ ko: /꼭 하나를 정해야/, en: /Exactly one of slope, line and merit must be given/ }
	],
	[
		'more accepted than places',
		{ pool: 'id,band\na,accept\nb,accept\n', line: ['--method', 'banded', '--places', '1'] },
		{ ko: /대상자 2명이 자리 1개보다 많습니다\.$/, en: /2 are to be accepted outright, more than the 1 places\.$/ }
	],
	[
		'semicolons for commas',
		{ pool: 'id;t\na;x\n', quotas: HEAD + 't,x,0,2\n' },
		{ ko: /“t” 열이 없습니다. 있는 열: id;t/, en: /no column named t; it has id;t/ }
	],
	[
		'a ranked stop that there isn’t',
		{ pool: 'id,ranking\na,Seoul\nb,Mars > Seoul\n', stops: 'stop,places\nSeoul,1\n', line: [] },
		{ ko: /3행: “Mars”은\(는\) 장소 파일에 없/, en: /line 3: “Mars” is no stop/ }
	],
	[
		'a stop ranked twice',
		{ pool: 'id,ranking\na,Seoul\nb,Seoul>Seoul\n', stops: 'stop,places\nSeoul,1\n', line: [] },
		{ ko: /3행: 희망 순위에 “Seoul”/, en: /line 3: the ranking names “Seoul” twice/ }
	],
	[
		'other places than its stops have',
		{ pool: 'id,ranking\na,Seoul\n', stops: 'stop,places\nSeoul,1\n' },
		{ ko: /더하면 1개인데, 전체 자리는 2개/, en: /sum to 1, not to the 2 places/ }
	],
	[
		'a fractional weight',
		{ pool: 'id,weight\na,1\nb,0.5\n', line: ['--method', 'weighted', '--places', '1'] },
		{ ko: /3행 “weight”: “0.5”/, en: /line 3, weight: “0.5” is not an integer/ }
	],
	[
		'a missing score',
		{ pool: 'id,score\na,1\nb,\n', line: ['--method', 'scores', '--slope', '1/3', '--places', '1'] },
		{ ko: /3행 “score”/, en: /line 3, score: “” is not an integer/ }
	],
	[
		'a slope that is no fraction',
		{ pool: 'id,score\na,1\nb,2\n', line: ['--method', 'scores', '--slope', 'steep', '--places', '1'] },
		{ ko: /--slope: “steep”/, en: /--slope: “steep”/ }
	],
	[
		'a band that there isn’t',
		{ pool: 'id,band\na,draw\nb,maybe\n', line: ['--method', 'banded', '--places', '1'] },
		{ ko: /3행 “band”: “maybe”/, en: /line 3, band: “maybe” is not accept/ }
	],
	[
		'no id column of that name',
		{ pool: 'id\na\nb\n', line: ['--id', 'name', '--places', '1'] },
		{ ko: /“name” 열이 없/, en: /no column named name/ }
	],
	[
		'an open quote',
		{ pool: 'id,t\na,x\nb,"x\n' },
		{ ko: /3행: 따옴표가 닫히지/, en: /line 3: a quote is never closed/ }
	],
	['a row too long', { pool: 'id,t\na,x\nb,x,y\n' }, { ko: /3행: 칸이 3개/, en: /line 3: 3 cells instead of 2/ }],
	['a row too short', { pool: 'id,t\na,x\nb\n' }, { ko: /3행: 칸이 1개/, en: /line 3: 1 cells? instead of 2/ }],
	[
		'text after a quote',
		{ pool: 'id,t\n"a"b,x\n' },
		{ ko: /2행: 닫는 따옴표/, en: /line 2: text after a closing quote/ }
	],
	['an empty file', { pool: '' }, { ko: /pool.csv 파일이 비어/, en: /pool.csv is empty/ }],
	['two columns of one name', { pool: 'id,t,t\na,x,x\n' }, { ko: /“t” 열이 두 번/, en: /two columns named t/ }],
	[
		'CP949',
		{ pool: new Uint8Array([...Buffer.from('id,t\na,x\nb,'), 0xc1, 0xa6, 0xc1, 0xd6, 10]) },
		{ ko: /pool.csv 3행: UTF-8이 아닙니다/, en: /pool.csv, line 3: not UTF-8/ }
	],
	[
		'UTF-16',
		{ pool: new Uint8Array([0xff, 0xfe, ...Buffer.from('id,t\na,x\n', 'utf16le')]) },
		{ ko: /pool.csv 1행: UTF-8이 아닙니다/, en: /line 1: not UTF-8/ }
	],
	[
		'quotas without a column',
		{ pool: 'id,t\na,x\n', quotas: 'feature,value,min\nt,x,1\n' },
		{ ko: /quotas.csv: “max” 열이/, en: /quotas.csv has no column named max/ }
	],
	[
		'a pool without a quota’s column',
		{ pool: 'id,u\na,x\n', quotas: HEAD + 't,x,1,2\n' },
		{ ko: /“t” 열이 없/, en: /no column named t/ }
	],
	[
		'a negative minimum',
		{ pool: 'id,t\na,x\n', quotas: HEAD + 't,x,-1,2\n' },
		{ ko: /2행 “min”: “-1”/, en: /line 2, min: “-1”/ }
	],
	[
		'a fractional maximum',
		{ pool: 'id,t\na,x\n', quotas: HEAD + 't,x,0,2.5\n' },
		{ ko: /2행 “max”: “2.5”/, en: /line 2, max: “2.5”/ }
	],
	[
		'NaN as a minimum',
		{ pool: 'id,t\na,x\n', quotas: HEAD + 't,x,NaN,2\n' },
		{ ko: /2행 “min”: “NaN”/, en: /line 2, min: “NaN”/ }
	],
	[
		'a huge maximum',
		{ pool: 'id,t\na,x\n', quotas: HEAD + 't,x,0,' + '9'.repeat(20) + '\n' },
		{ ko: /2행 “max”: “9+”/, en: /line 2, max: “9+”/ }
	],
	[
		'a minimum above the maximum',
		{ pool: 'id,t\na,x\n', quotas: HEAD + 't,x,2,1\n' },
		{ ko: /2행: 최소 2/, en: /line 2: the minimum 2 is above the maximum 1/ }
	],
	['a minimum above the places', { pool: 'id,t\na,x\n', quotas: HEAD + 't,x,5,6\n' }, { ko: /최소 5/, en: /t = x/ }],
	[
		'one quota twice',
		{ pool: 'id,t\na,x\n', quotas: HEAD + 't,x,0,1\nt,x,0,2\n' },
		{ ko: /“t = x”이\(가\) 두 번/, en: /t = x is given twice/ }
	]
];

for (const [what, { pool, quotas, stops, line = ['--places', '2'] }, says] of pools) {
	test(`a pool with ${what} is refused in one sentence`, async () => {
		writeFileSync('pool.csv', pool);
		if (quotas) writeFileSync('quotas.csv', quotas);
		if (stops) writeFileSync('stops.csv', stops);
		const files = [...(quotas ? ['--quotas', 'quotas.csv'] : []), ...(stops ? ['--stops', 'stops.csv'] : [])];
		await refused(['plan', '--pool', 'pool.csv', ...files, ...line], says);
	});
}

const lines: readonly (readonly [what: string, line: Line, says: Sentence])[] = [
	['an option that there isn’t', ['plan', '--frob'], { ko: /“--frob” 선택지는 없/, en: /no option --frob/ }],
	[
		'an option of another command',
		['verify', 'few.csv', '--lot', '3'],
		{ ko: /verify 명령은 --lot/, en: /verify does not read --lot/ }
	],
	[
		'a word too many',
		['plan', 'few.csv', '--places', '1'],
		{ ko: /읽지 않는 말이 있습니다: “few.csv”/, en: /plan does not read “few.csv”/ }
	],
	[
		'two sources of one pool',
		['plan', '--instance', 'list.json', '--pool', 'few.csv'],
		{ ko: /--instance.*--pool/, en: /--instance and --pool can’t be given together/ }
	],
	['an option without its value', ['plan', '--places'], { ko: /--places에 줄 값/, en: /--places lacks its value/ }],
	['a negative value that looks like an option', ['plan', '--places', '-3'], { ko: /--places/, en: /--places=-1/ }],
	['a command that there isn’t', ['drow'], { ko: /“drow” 명령은 없/, en: /no command drow/ }],
	['no pool', ['plan', '--places', '3'], { ko: /--pool 값이 필요/, en: /needs --pool/ }],
	['no places', ['plan', '--pool', 'few.csv'], { ko: /--places 값이 필요/, en: /needs --places/ }],
	[
		'a file that isn’t there',
		['verify', 'nowhere.json'],
		{ ko: /nowhere.json 파일을 읽을 수/, en: /nowhere.json cannot be read/ }
	],
	['no file', ['verify'], { ko: /transcript.json 값이 필요/, en: /needs transcript.json/ }],
	[
		'a folder that isn’t there',
		['plan', '--pool', 'few.csv', '--places', '1', '--out', 'no/plan.json'],
		{ ko: /파일을 쓸 수 없/, en: /cannot be written/ }
	],
	[
		'a plan that is none',
		['seal', '--plan', 'list.json', '--call', 'c', '--out', 's'],
		{ ko: /list.json: .*추첨표 파일이 아닙니다/, en: /list.json is not a plan .* no roster/ }
	],
	[
		'a seal that is none',
		['conduct', '--seal', 'list.json', '--out', 't'],
		{ ko: /봉인 파일이 아닙니다/, en: /not a seal .* no roster/ }
	],
	['an instance that is none', ['plan', '--instance', 'list.json'], { ko: /list.json\/k/, en: /see \/k/ }],
	['a transcript that is no JSON', ['verify', 'few.csv'], { ko: /JSON 파일이 아닙니다/, en: /not JSON/ }],
	[
		'a transcript that is an empty object',
		['verify', 'empty.json'],
		{ ko: /규약: .*\/seal 항목이 없어/, en: /Protocol: The transcript has no \/seal/ }
	],
	[
		'a transcript that is a list',
		['verify', 'list.json'],
		{ ko: /규약: .*알맞은 종류/, en: /\/ of the transcript is not of the right kind/ }
	],
	['a transcript that is null', ['verify', 'null.json'], { ko: /알맞은 종류/, en: /not of the right kind/ }]
];

for (const [what, line, says] of lines) {
	test(`a command line with ${what} is refused in one sentence`, async () => {
		writeFileSync('few.csv', 'id\na\nb\n');
		writeFileSync('list.json', '[]');
		writeFileSync('empty.json', '{}');
		writeFileSync('null.json', 'null');
		await refused(line, says);
	});
}

const SECRET = 'sixteen letters or more';
const AT = 1790000000;
const ROUND = roundAt(TEST_CHAIN, AT + 600);
const given = (round: string, more: Line = []) => [
	'--chain',
	'chain.json',
	'--at',
	String(AT),
	'--round',
	round,
	...more
];

async function planned(): Promise<void> {
	writeFileSync('few.csv', 'id\na\nb\nc\n');
	writeFileSync('chain.json', JSON.stringify(TEST_CHAIN));
	equal((await runLine(['plan', '--pool', 'few.csv', '--places', '1', '--out', 'plan.json'])).exit, 0);
}

for (const [what, more, says] of [
	[
		'a beacon round in the past',
		given('5'),
		{ ko: /5회차는 봉인 후 60초/, en: /Beacon round 5 must come at least 60 seconds/ }
	],
	['round 0', given('0'), { ko: /회차 0/, en: /beacon round 0 is not/ }],
	[
		'a commitment that is no hash',
		['--witness', 'w=secret'],
		{ ko: /witness w: 소문자 16진수/, en: /witness w is not lower-case hex/ }
	],
	[
		'a witness without a name',
		['--witness', 'secret'],
		{ ko: /--witness: “secret”/, en: /--witness: “secret” is not NAME/ }
	],
	[
		'one witness twice',
		['--witness', `w=${commitSecret(SECRET)}`, '--witness', `w=${commitSecret(SECRET)}`],
		{ ko: /“w”이\(가\) 두 번/, en: /witness w is named twice/ }
	],
	['no randomness', [], { ko: /공개 난수도 참관인도/, en: /neither a beacon nor a witness/ }],
	[
		'a chain that is none',
		['--chain', 'plan.json', '--round', '99999999'],
		{ ko: /plan.json: 공개 난수 체인의/, en: /plan.json does not describe a beacon chain/ }
	]
] as const) {
	test(`a seal with ${what} is refused in one sentence`, async () => {
		await planned();
		await refused(['seal', '--plan', 'plan.json', '--call', 'c', '--out', 'seal.json', ...more], says);
	});
}

async function sealed(): Promise<void> {
	await planned();
	const witness = ['--witness', `w=${commitSecret(SECRET)}`];
	equal(
		(
			await runLine([
				'seal',
				'--plan',
				'plan.json',
				'--call',
				'c',
				'--out',
				'seal.json',
				...given(String(ROUND), witness)
			])
		).exit,
		0
	);
}

const SIGNED = signRound(ROUND);
for (const [what, more, says] of [
	[
		'another round’s signature',
		['--signature', signRound(ROUND + 1)],
		{ ko: /서명이 체인/, en: /signature of beacon round \d+ is not by the chain/ }
	],
	['a signature that is none', ['--signature', 'zz'], { ko: /서명이 체인/, en: /signature of beacon round/ }],
	[
		'a reveal that doesn’t match',
		['--signature', SIGNED, '--reveal', `w=${SECRET}!@${AT + 10}`],
		{ ko: /“w”의 비밀값이 봉인된 약속과/, en: /witness w revealed is not what was promised/ }
	],
	[
		'a reveal after the beacon',
		['--signature', SIGNED, '--reveal', `w=${SECRET}@${AT + 6000}`],
		{ ko: /“w”의 비밀값이 공개 난수보다/, en: /witness w did not reveal before/ }
	],
	[
		'a reveal by a stranger',
		['--signature', SIGNED, '--reveal', `x=${SECRET}@${AT + 10}`],
		{ ko: /“x”은\(는\) 봉인에 있는/, en: /x is not a witness/ }
	]
] as const) {
	test(`a draw with ${what} is refused in one sentence`, async () => {
		await sealed();
		await refused(['conduct', '--seal', 'seal.json', '--out', 't.json', ...more], says);
	});
}

async function conducted(): Promise<string> {
	await sealed();
	const line = [
		'conduct',
		'--seal',
		'seal.json',
		'--out',
		't.json',
		'--signature',
		SIGNED,
		'--reveal',
		`w=${SECRET}@${AT + 10}`
	];
	equal((await runLine(line)).exit, 0);
	return readFileSync('t.json', 'utf8');
}

for (const [what, edit] of [
	['with a byte-order mark', (text: string) => '\uFEFF' + text],
	['pretty-printed', (text: string) => JSON.stringify(JSON.parse(text), null, '\t')],
	[
		'with its fields in another order',
		(text: string) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()))
	],
	['with escapes for letters', (text: string) => text.replace('"call":"c"', String.raw`"call":"\u0063"`)]
] as const) {
	test(`a transcript ${what} is the same transcript`, async () => {
		writeFileSync('edited.json', edit(await conducted()));
		equal((await runLine(['verify', 'edited.json'])).exit, 0);
	});
}

test('a transcript in UTF-16 is refused by its encoding', async () => {
	writeFileSync('edited.json', Buffer.from('\uFEFF' + (await conducted()), 'utf16le'));
	await refused(['verify', 'edited.json'], {
		ko: /edited.json 1행: UTF-8이 아닙니다/,
		en: /edited.json, line 1: not UTF-8/
	});
});

test('a transcript with any one field removed or added is refused, and what is said names a place', async () => {
	const transcript = JSON.parse(await conducted()) as Record<string, Record<string, unknown>>;
	const edits = ['seal', 'randomness', 'result'].flatMap((part) =>
		Object.keys(transcript[part]!).map((field) => [part, field] as const)
	);
	for (const [part, field] of [...edits, ['', 'seal'], ['', 'roster'], ['', 'result'], ['', 'chances']] as const) {
		const copy = structuredClone(transcript);
		delete (part ? copy[part]! : copy)[field];
		writeFileSync('edited.json', JSON.stringify(copy));
		const { exit, out } = await runLine(['verify', 'edited.json']);
		equal(exit, 1);
		ok(out.length > 0 && !out.some((line) => /TypeError|undefined/.test(line)), `${part}/${field}: ${out.join('\n')}`);
	}
	for (const part of ['seal', 'randomness', 'result', ''] as const) {
		const copy = structuredClone(transcript);
		(part ? copy[part]! : copy)['more'] = { text: 1 };
		writeFileSync('edited.json', JSON.stringify(copy));
		equal((await runLine(['verify', 'edited.json'])).exit, 1, part);
	}
});

for (const [what, pool, quotas] of [
	['one entrant', 'id\na\n', null],
	['entrants all alike', 'id,t\na,x\nb,x\nc,x\n', HEAD + 't,x,1,1\n'],
	['entrants all different', 'id,t\na,x\nb,y\nc,z\n', HEAD + 't,x,0,1\nt,y,0,1\nt,z,0,1\n'],
	[
		'CRLF, a byte-order mark, quotes, line breaks in cells and formulas',
		'\uFEFFid,t,note\r\na,"x, ""y""","two\r\nlines"\r\nb,=cmd|\'/C calc\'!A0,\r\n',
		HEAD + `t,"x, ""y""",0,1\nt,=cmd|'/C calc'!A0,0,1\n`
	]
] as const) {
	test(`a pool with ${what} is drawn from`, async () => {
		writeFileSync('pool.csv', pool);
		if (quotas) writeFileSync('quotas.csv', quotas);
		const { exit, error } = await runLine([
			'plan',
			'--pool',
			'pool.csv',
			...(quotas ? ['--quotas', 'quotas.csv'] : []),
			'--places',
			'1'
		]);
		equal(exit, 0, error.join('\n'));
	});
}
