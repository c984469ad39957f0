// What people type that breaks naïve software, sent through every real door an answer comes in by and goes out at: the
// draft, the check before submitting, the import, the exports, the letter, the page.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Answers } from '#db/kinds.ts';
import { cellsIn } from '#lib/csv.ts';
import { openXlsx } from '#lib/xlsx.server.ts';
import { registrationNumber } from '../../sample/registration.ts';
import { openHouse, type House } from '../knock.ts';
import { scripts } from '../scripts.ts';
import { post } from '#lib/mail.server.ts';
import { sql } from 'kysely';

const call = '/calls/seoul-2026';
const desk = `/desk${call}`;

let house: House;
let model: Answers;
let version = 0;
before(async () => {
	house = await openHouse();
	const { body } = await house.ask(`${desk}/applications.json?reason=test`, 'organiser');
	model = { ...JSON.parse(body).applications[0].answers, registration_number: registrationNumber(50_000) };
});
after(() => house?.close());

async function draft(answers: Answers) {
	const headers = { 'content-type': 'application/json', origin: house.theatre.base };
	const send = () => {
		const body = JSON.stringify({ version, answers });
		return house.ask(`${call}/apply/draft`, 'mina', { method: 'POST', headers, body });
	};
	const answer = await send();
	const told = JSON.parse(answer.body);
	if (answer.status === 200) version = told.version;
	return { status: answer.status, told };
}

/** What the check before submitting says of these answers: nothing, where it goes on to the press. */
async function checked(answers: Answers): Promise<string> {
	const inputs = Object.entries(answers).map(([key, text]) => [`answer_${key}`, text]);
	const fields = { version: String(version), ...Object.fromEntries(inputs) };
	const { status, body } = await house.post(`${call}/apply?/review`, 'mina', fields);
	if (status !== 303) {
		equal(status, 422);
		return faultsIn(body);
	}
	version += 1; // it was kept as well, where it differed
	const page = await house.ask(`${call}/apply`, 'mina');
	version = Number(/name="version" value="(\d+)"/.exec(page.body)?.[1]);
	return '';
}

const faultsIn = (body: string) =>
	plain(/<div class="notice wrong[^>]*role="alert"[^]*?<\/div>/.exec(body)?.[0] ?? '').replaceAll('&#39;', "'");
const plain = (html: string) => html.replace(/<!--[^]*?-->|<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** Tries rows by the import's door; answers with its page, and where it is. */
async function tried(rows: { email: string; answers: Answers }[]) {
	const form = new FormData();
	form.set('file', new File([JSON.stringify(rows)], 'rows.json'));
	const { base } = house.theatre;
	const sent = await fetch(`${base}${desk}/import`, {
		method: 'POST',
		body: form,
		redirect: 'manual',
		headers: { origin: base, cookie: `sign-in=${house.planted.cookies.organiser}`, accept: 'text/html' }
	});
	equal(sent.status, 303);
	const path = sent.headers.get('location')!;
	return { path, body: (await house.ask(path, 'organiser')).body };
}

const odd = /control characters/;
/** By their names in the project's list of vectors: which field, what is typed, and the complaint, if any. */
const vectors: [string, string, string, RegExp | null][] = [
	['T3 Hangul fillers', 'representative', '\u3164\u3164', /can be seen/],
	['T3 Braille blank', 'summary', '\u2800', /can be seen/],
	['T3 zero-width space', 'organisation_name', '\u200b', /can be seen/],
	['T3 jamo fillers', 'representative', '\u115f\u1160', /can be seen/],
	['T5 a text turned right to left', 'organisation_name', '지원서\u202efdp', odd],
	['T8 marks piled up', 'summary', 'a' + '\u0301'.repeat(5000), /combining|marks|odd/],
	['T8 a family of one letter', 'summary', '👨‍👩‍👧‍👦'.repeat(20), null],
	['T10 one syllable', 'representative', '이', null],
	['T10 a surname of two', 'representative', '남궁민수', null],
	['T10 a comma', 'representative', 'Kim, Min-su', null],
	['T10 an apostrophe', 'representative', 'O’Connor', null],
	['T10 Null', 'representative', 'Null', null],
	['T10 a space', 'representative', '홍 길동', null],
	['T11 hyphens', 'phone', '010-1234-5678', null],
	['T11 with the country', 'phone', '+82 10 1234 5678', null],
	['T11 full width', 'phone', '０１０１２３４５６７８', null],
	['T11 Seoul', 'phone', '02-123-4567', null],
	['T11 a firm’s number', 'phone', '1588-0000', null],
	['T11 abroad', 'phone', '+1 415 555 2671', null],
	['T13 fine', 'registration_number', '220-81-62517', null],
	['T13 a wrong digit', 'registration_number', '220-81-62518', /registration number/i],
	['T13 zeros', 'registration_number', '000-00-00000', /registration number/i],
	['T13 full width', 'registration_number', '２２０８１６２５１７', null],
	['T15 a resident number', 'proposal', `${'a'.repeat(60)} 900101-1234567`, /resident/],
	['T15 without its dash', 'asks', '9001011234567', /resident/],
	['T19 a formula', 'asks', '=HYPERLINK("http://x","y")', null],
	['T19 an at sign', 'summary', '@SUM(1)', null],
	['T19 a number that would be text', 'summary', '-1', null],
	['T21 markup', 'summary', '<img src=x onerror=alert(1)>', null],
	['T21 braces', 'asks', '{{7*7}} ${7*7} [x](javascript:alert(1))', null],
	['T23 not a number', 'founded', 'NaN', /number/],
	['T23 infinity', 'founded', 'Infinity', /number/],
	['T23 an exponent', 'founded', '1e309', /number/],
	['T23 another script’s digit', 'founded', '٤', /number/]
];

for (const [name, key, text, complaint] of vectors) {
	test(`${name}: the draft, the check and the import say the same`, async () => {
		const answers = { ...model, [key]: text };
		const kept = await draft(answers);
		// What no store may hold is refused at once and by its field; all else a draft keeps as it was typed.
		if (kept.status !== 200) {
			equal(kept.status, 422);
			match(kept.told.fields[key], complaint!);
			deepEqual(Object.keys(kept.told.fields), [key]);
		}
		const said = await checked(answers);
		const { body, path } = await tried([{ email: 'vector@example.test', answers }]);
		const list = plain(/<ul class="list[^]*?<\/section>/.exec(body)?.[0] ?? '');
		if (complaint) {
			match(said, complaint);
			match(list, complaint);
			if (name.startsWith('T15')) {
				const table = await house.ask(`${path}/faults.csv`, 'organiser');
				ok(!table.body.includes(text), 'the list of what is wrong does not repeat it');
			}
		} else {
			equal(said, '');
			equal(list, '');
		}
	});
}

for (const [where, answers] of [
	['in a field', { summary: 'a\u0000b' }],
	['alone', { organisation_name: '\u0000' }]
] as const) {
	test(`T6 a NUL ${where} is refused by the field's name, at the draft and in a file`, async () => {
		const { status, told } = await draft({ ...model, ...answers });
		equal(status, 422);
		deepEqual(Object.keys(told.fields), Object.keys(answers));
		const { body } = await tried([{ email: 'nul@example.test', answers: { ...model, ...answers } }]);
		match(plain(body), odd);
	});
}

test('T6 a NUL in the body, in a key, and in what no field is, is no fault of ours', async () => {
	const headers = { 'content-type': 'application/json', origin: house.theatre.base };
	for (const body of ['\u0000', '{"version":0,"answers":{"a\\u0000":"b"}}', '{"version":"\\u0000","answers":{}}']) {
		const { status } = await house.ask(`${call}/apply/draft`, 'mina', { method: 'POST', headers, body });
		ok(status < 500, `${JSON.stringify(body)}: ${status}`);
	}
});

test('T11, T17, T19, T21 entered by a file: one spelling, literal in exports, letters and pages, nothing run', async () => {
	const texts = ['=HYPERLINK("http://x","y")', '＝1+1', "'=quoted", '@SUM(1)', '-1', '<img src=x onerror=alert(1)>'];
	const mails = [
		'k.im+1@gmail.com',
		'kim@gmail.com',
		'Kim@Example.com',
		'lee@xn--bj0bj06e.kr',
		'kim@한글.kr',
		'p@example.test'
	];
	const phones = [
		'010-1234-5678',
		'+82 10 1234 5678',
		'０１０１２３４５６７８',
		'1588-0000',
		'+1 415 555 2671',
		'1012345678'
	];
	const rows = texts.map((summary, at) => ({
		email: mails[at]!,
		answers: {
			...{ ...model, summary, phone: phones[at]!, registration_number: registrationNumber(51_000 + at) },
			organisation_name: `<b>Firm</b> {{${at}}}`
		}
	}));
	const { path, body } = await tried(rows);
	equal(plain(/<ul class="list[^]*?<\/section>/.exec(body)?.[0] ?? ''), '');
	equal((await house.post(`${path}?/enter`, 'organiser', { vouched: 'on', tells: 'on' })).status, 303);

	const exported = JSON.parse(
		(await house.ask(`${desk}/applications.json?reason=test`, 'organiser')).body
	).applications.slice(-6);
	deepEqual(
		exported.map((one: { answers: Answers }) => one.answers.phone),
		['+821012345678', '+821012345678', '+821012345678', '15880000', '+14155552671', '+821012345678']
	);
	deepEqual(
		exported.map(({ email }: { email: string }) => email),
		[
			'k.im+1@gmail.com',
			'kim@gmail.com',
			'kim@example.com',
			'lee@xn--bj0bj06e.kr',
			'kim@xn--bj0bj06e.kr',
			'p@example.test'
		]
	);
	const table = (await house.ask(`${desk}/applications.csv?reason=test`, 'organiser')).body;
	ok(!/(^|,|\n)"?[=+\-@\t\r＝]/m.test(table.split('\r\n').slice(-7).join('\n')), 'no cell begins as a formula');
	deepEqual(
		cellsIn(table, ',')
			.rows.slice(-6)
			.map((cells) => cells.find((cell) => texts.includes(cell))),
		texts
	);
	const { base } = house.theatre;
	const cookie = `sign-in=${house.planted.cookies.organiser}`;
	const book = openXlsx(
		Buffer.from(
			await (await fetch(`${base}${desk}/applications.xlsx?reason=test`, { headers: { cookie } })).arrayBuffer()
		)
	);
	const cells = book.rowsOf(book.sheets[0]!).slice(-6);
	deepEqual(
		cells.map(({ cells }) => cells.find((cell) => texts.includes(cell))),
		texts
	);

	const letter = await house.db
		.selectFrom('letters')
		.select('body')
		.where('to_address', '=', 'p@example.test')
		.executeTakeFirstOrThrow();
	match(letter.body, /<b>Firm<\/b> \{\{5\}\}/);
	const list = await house.ask(`${desk}/applications?text=Firm`, 'organiser');
	ok(!list.body.includes('<b>Firm'));
	ok(list.body.includes('&lt;b>Firm&lt;/b> {{5}}'));
});

/** What a page did with the texts in it, in a real browser: whether any of them ran, and whether they are there to be read. */
async function looked(paths: string[]) {
	const page = await house.theatre.open({ locale: 'en' });
	const { hostname } = new URL(house.theatre.base);
	await page
		.context()
		.addCookies([{ name: 'sign-in', value: house.planted.cookies.organiser, domain: hostname, path: '/' }]);
	let dialogs = 0;
	page.on('dialog', (dialog) => (dialogs++, void dialog.dismiss()));
	const found: { path: string; ran: boolean; text: string }[] = [];
	for (const path of paths) {
		await page.goto(path, { waitUntil: 'load' });
		await page.waitForTimeout(150);
		const ran = await page.evaluate(() => 'ran' in window);
		found.push({ path, ran, text: await page.evaluate(() => document.body.textContent ?? '') });
	}
	await page.context().close();
	return { found, dialogs };
}

test('T21 a hundred and twenty scripts in an application, a letter and a question run in no page', async () => {
	equal(scripts.length, 120);
	const naive = await house.theatre.browser.newPage();
	naive.on('dialog', (dialog) => void dialog.dismiss());
	let run = 0;
	for (const one of scripts) {
		await naive.setContent(`<title>x</title><textarea></textarea>${one}`, { waitUntil: 'load' });
		run += await naive.evaluate(() => ('ran' in window && Reflect.deleteProperty(window, 'ran') ? 1 : 0));
	}
	await naive.close();
	ok(run > 60, `in a page that takes text for HTML ${run} of them run`);
	const pieces = Array.from({ length: 6 }, (_, nth) => scripts.filter((_, at) => at % 6 === nth));
	const rows = pieces.map((some, nth) => ({
		email: `scripted${nth}@example.test`,
		answers: {
			...{ ...model, registration_number: registrationNumber(52_000 + nth), summary: some[0]!.slice(0, 100) },
			...{ proposal: some.join('\n'), organisation_name: `${some[1]!.slice(0, 50)} ${nth}` }
		}
	}));
	const { path } = await tried(rows);
	equal((await house.post(`${path}?/enter`, 'organiser', { vouched: 'on', tells: 'on' })).status, 303);
	const { rows: ids } = await sql<{
		id: string;
	}>`select applications.id from applications join people on people.id = applicant_id
		where email like 'scripted%' order by email`.execute(house.db);
	equal(ids.length, 6);
	await post(house.db, { to: 'scripted@example.test', subject: scripts[0]!, body: scripts.join('\n') }, new Date());
	await sql`update questions set text = ${scripts.slice(10, 13).join(' ')}, state = 'approved'
		where text = ${house.planted.secrets.waiting}`.execute(house.db);
	const { found, dialogs } = await looked([
		...ids.map(({ id }) => `${desk}/applications/${id}`),
		...[`${desk}/applications?text=ran`, '/rehearsal/mailbox?to=scripted@example.test', '/sessions/busan-talk'],
		house.pathOf('/sessions/[session]/projector/[token]')
	]);
	deepEqual(
		found.filter(({ ran }) => ran).map(({ path }) => path),
		[]
	);
	equal(dialogs, 0);
	for (const [nth, { text }] of found.slice(0, 6).entries())
		for (const one of pieces[nth]!) ok(text.includes(one), `it is there to be read: ${one}`);
	for (const at of [7, 9]) ok(/onerror=|srcdoc|onload=/.test(found[at]!.text), found[at]!.path);
});
