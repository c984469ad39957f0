import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { checkDigit } from './registration.ts';
import { sampleProgramme } from './programme.ts';
import type { SampleCall } from './types.ts';

const at = new Date('2026-11-23T03:00:00Z');
const programme = sampleProgramme({ at });
const [open, reviewed] = programme.calls as [SampleCall, SampleCall];
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const live = (call: SampleCall) => call.applications.filter(({ state }) => state === 'live');
const counted = (call: SampleCall) =>
	Object.fromEntries(
		['live', 'withdrawn', 'draft', 'duplicate'].map((state) => [
			state,
			call.applications.filter((one) => one.state === state).length
		])
	);

test('the same wish gives the same programme, another seed another one', () => {
	equal(digest(sampleProgramme({ at })), digest(programme));
	ok(digest(sampleProgramme({ at, seed: 'other' })) !== digest(programme));
});

test('each call has 334 live applications, and withdrawn ones, drafts and second persons of a firm besides', () => {
	for (const call of programme.calls) deepEqual(counted(call), { live: 334, withdrawn: 9, draft: 20, duplicate: 6 });
});

test('a second person of a firm is blocked by the live application of that firm', () => {
	for (const call of programme.calls)
		for (const double of call.applications.filter(({ state }) => state === 'duplicate')) {
			const first = live(call).find(({ key }) => key === double.blockedBy);
			equal(first?.registrationNumber, double.registrationNumber);
			ok(first?.person !== double.person);
		}
});

test('nobody and no firm is there twice; every key that is named exists', () => {
	const people = new Set(programme.people.map(({ key }) => key));
	equal(people.size, programme.people.length);
	equal(new Set(programme.people.map(({ email }) => email)).size, programme.people.length);
	ok(programme.people.every(({ email }) => /^[a-z0-9.-]+@[a-z0-9-]+\.example$/.test(email)));
	for (const call of programme.calls) {
		equal(new Set(call.organisations.map(({ name }) => name)).size, call.organisations.length);
		equal(new Set(live(call).map(({ registrationNumber }) => registrationNumber)).size, 334);
		ok(call.applications.every(({ person }) => people.has(person)));
	}
	ok(programme.roles.every(({ person }) => people.has(person)));
});

test('every registration number has its check digit, and an office that does not exist', () => {
	for (const { registrationNumber } of programme.calls.flatMap(({ organisations }) => organisations)) {
		ok(/^999\d{7}$/.test(registrationNumber));
		equal(checkDigit(registrationNumber.slice(0, 9)), Number(registrationNumber[9]));
	}
});

test('the checksum of a number worked out by hand', () => equal(checkDigit('123456789'), 1));

test('the open call closes at 24:00 three days on, and all that is written was written before now', () => {
	equal(open.closesAt.toISOString(), '2026-11-26T15:00:00.000Z');
	for (const call of programme.calls) {
		ok(call.opensAt < call.closesAt && call.closesAt <= call.reviewUntil && call.reviewUntil <= call.drawAt);
		for (const { startedAt, savedAt, submittedAt, withdrawnAt } of call.applications) {
			const times = [call.opensAt, startedAt, submittedAt ?? savedAt, withdrawnAt ?? savedAt, at].map(Number);
			deepEqual(
				times,
				times.toSorted((one, other) => one - other)
			);
			ok(savedAt < call.closesAt);
		}
	}
});

test('applications rush to the deadline: a third of them or more in its last day', () => {
	const last = live(reviewed).filter(
		({ submittedAt }) => reviewed.closesAt.getTime() - submittedAt!.getTime() < 86_400_000
	);
	ok(last.length > 334 / 3, `${last.length}`);
});

test('every answer of a live application is filled where required and within its length', () => {
	const letters = new Intl.Segmenter('ko', { granularity: 'grapheme' });
	for (const call of programme.calls)
		for (const { answers } of live(call))
			for (const { key, isRequired, maxLength, options, shownWhen } of call.fields) {
				const answer = answers[key] ?? '';
				const isAsked = !shownWhen || shownWhen.values.includes(answers[shownWhen.key] ?? '');
				equal(answer !== '' && !isAsked, false, key);
				ok(answer !== '' || !isRequired || !isAsked, key);
				if (maxLength) ok([...letters.segment(answer)].length <= maxLength, `${key}: ${answer}`);
				const known = options.map(({ value }) => value);
				if (known.length > 0 && isAsked)
					ok(
						answer.split('\n').every((value) => known.includes(value)),
						`${key}: ${answer}`
					);
			}
});

test('a proposal is a real length, leaves no gap unfilled, and is nobody else’s', () => {
	const texts = programme.calls.flatMap(live).map(({ answers }) => answers['proposal']!);
	equal(new Set(texts).size, texts.length - 1, 'only the one who applies to both calls says the same twice');
	for (const { answers } of programme.calls.flatMap(live)) {
		const text = `${answers['summary']}${answers['proposal']}${answers['asks']}`;
		ok(!/[{}|[\]]|undefined|~\d|  /.test(text), text);
	}
	for (const { answers, language } of programme.calls.flatMap(live)) {
		const { length } = answers['proposal']!;
		ok(length >= (language === 'ko' ? 220 : 380) && length <= 1500, `${length}: ${answers['proposal']}`);
	}
});

test('about four in five write in Korean', () => {
	for (const call of programme.calls) {
		const share = live(call).filter(({ language }) => language === 'ko').length / 334;
		ok(share > 0.74 && share < 0.88, `${share}`);
	}
});

test('not a word names a firm, service or leader that exists', () => {
	const names =
		'openai,anthropic,chatgpt,claude,gemini,google,구글,microsoft,마이크로소프트,naver,네이버,kakao,카카오,삼성,samsung,현대자동차,엘지,sk하이닉스,쿠팡,토스,배달의민족,altman,올트먼,amodei,아모데이,musk,머스크,이재용,정의선,최태원,젠슨,nvidia,엔비디아,upstage,업스테이지,뤼튼,중소벤처기업부,과학기술정보통신부';
	const text = JSON.stringify(programme).toLowerCase();
	for (const name of names.split(',')) ok(!text.includes(name), name);
});

test('20,000 applications have firms of their own and take under five seconds a call', () => {
	const from = process.cpuUsage();
	const large = sampleProgramme({ applications: 20_000, at });
	// Time on the processor: what else the machine does is not ours to test.
	const took = process.cpuUsage(from).user / 1000;
	equal(new Set(large.people.map(({ email }) => email)).size, large.people.length);
	for (const call of large.calls) {
		equal(live(call).length, call.state === 'held' ? 334 : 20_000);
		equal(
			new Set(call.organisations.map(({ registrationNumber }) => registrationNumber)).size,
			call.organisations.length
		);
		equal(new Set(call.organisations.map(({ name }) => name)).size, call.organisations.length);
	}
	ok(took < 5_000 * 2, `${Math.round(took)} ms of processor for both calls`);
});
