import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Answers } from '#db/kinds.ts';
import type { Field } from '#domain/calls/rules.ts';
import { hours, noon, words } from '../../../tests/cast.ts';
import {
	answerIn,
	asDraft,
	differing,
	draftFaultsIn,
	faultsIn,
	featuresIn,
	formFields,
	settled,
	type FormField
} from './answers.rules.ts';
import { answersAmong } from './form.ts';
import { canBeAdmitted, isAdmitted, whyNot } from './hours.rules.ts';
import { isRegistrationNumber, isUnder14, plainPhone } from './kinds.rules.ts';
import { numberFor, stateOf } from './rules.ts';

const options = ['seoul', 'busan'].map((value) => ({ value, label: words(value.toUpperCase()) }));

function field(kind: string, more: Partial<FormField> = {}): FormField {
	const plain = { label: words(kind), help: null, is_required: true, is_feature: false, max_length: null };
	const hasChoices = ['choice', 'choices', 'stops'].includes(kind);
	return { key: 'it', kind, ...plain, settings: {}, shown_when: null, options: hasChoices ? options : [], ...more };
}

const faultOf = (text: string, kind: string, more: Partial<FormField> = {}) =>
	faultsIn({ it: text }, [field(kind, more)]).it;

for (const [what, text, kind, code] of [
	['nothing', '', 'text', 'lib.required'],
	['only spaces', ' \n\t ', 'long', 'lib.required'],
	['only Hangul fillers', '\u3164\u3164', 'person', 'lib.blank'],
	['only a Braille blank', '\u2800', 'text', 'lib.blank'],
	['only a zero-width space', '\u200b', 'text', 'lib.blank'],
	['only jamo fillers', '\u115f\u1160', 'long', 'lib.blank'],
	['a NUL', 'a\u0000b', 'text', 'lib.control-characters'],
	['a NUL and nothing else', '\u0000', 'text', 'lib.control-characters'],
	['a text turned right to left', 'a\u202eb', 'text', 'lib.control-characters'],
	['a lone surrogate', 'a\ud800', 'long', 'lib.control-characters'],
	['a letter under ten thousand marks', 'a' + '\u0301'.repeat(10_000), 'long', 'lib.odd-characters'],
	['a resident number', '900101-1234567', 'long', 'lib.resident-number'],
	['a resident number without its dash', '번호 9001011234567 입니다', 'text', 'lib.resident-number'],
	['a full-width resident number', '９００１０１－１２３４５６７', 'text', 'lib.resident-number'],
	['Latin mixed with Cyrillic in one word', 'Аpple', 'text', 'lib.mixed-scripts'],
	['a choice not in the list', 'atlantis', 'choice', 'lib.not-a-choice'],
	['a choice that is a name of all objects', 'constructor', 'choice', 'lib.not-a-choice'],
	['NaN', 'NaN', 'number', 'lib.not-a-number'],
	['Infinity', 'Infinity', 'number', 'lib.not-a-number'],
	['1e309', '1e309', 'number', 'lib.not-a-number'],
	['a script for a link', 'javascript:alert(1)', 'link', 'lib.not-a-link'],
	['a link with a password', 'https://a:b@example.test/', 'link', 'lib.not-a-link'],
	['a word for a link', 'example', 'link', 'lib.not-a-link'],
	['too few digits for a phone', '0212', 'phone', 'lib.not-a-phone'],
	['letters for a phone', 'call me', 'phone', 'lib.not-a-phone'],
	['a registration number of zeros', '000-00-00000', 'organisation', 'applications.not-a-registration-number'],
	[
		'a registration number that does not add up',
		'220-81-62518',
		'organisation',
		'applications.not-a-registration-number'
	],
	['nine digits for a registration number', '220-81-6251', 'organisation', 'applications.not-a-registration-number']
] as const) {
	test(`an answer of ${what} is refused`, () => equal(faultOf(text, kind), code));
}

for (const [what, text, kind, kept] of [
	['a registration number', '220-81-62517', 'organisation', '2208162517'],
	['a registration number in full-width digits', '２２０８１６２５１７', 'organisation', '2208162517'],
	['a choice of the list', 'busan', 'choice', 'busan'],
	['a number with commas', '１,０００', 'number', '1000'],
	['a mobile number', '010-1234-5678', 'phone', '+821012345678'],
	['a mobile number from abroad', '+82 10 1234 5678', 'phone', '+821012345678'],
	['a mobile number in full-width digits', '０１０１２３４５６７８', 'phone', '+821012345678'],
	['a number of Seoul', '02-123-4567', 'phone', '+8221234567'],
	['a number without letters by mail', '1588-0000', 'phone', '15880000'],
	['a foreign number', '+1 415 555 2671', 'phone', '+14155552671'],
	['a name of one syllable', '이', 'person', '이'],
	['a name that means nothing to programs', 'Null', 'person', 'Null'],
	['a name with an apostrophe', 'O’Connor', 'person', 'O’Connor'],
	['a name in pieces (NFD)', '남궁민수'.normalize('NFD'), 'person', '남궁민수'],
	['markup, which is only text', '<img src=x onerror=alert(1)>', 'text', '<img src=x onerror=alert(1)>'],
	['units of physics', '5 μm 두께', 'long', '5 μm 두께'],
	['a link', 'https://example.test/한글', 'link', 'https://example.test/한글']
] as const) {
	test(`an answer of ${what} is taken`, () => {
		equal(faultOf(text, kind), undefined);
		equal(settled({ it: text }, [field(kind)]).it, kept);
	});
}

test('length is counted in letters as people count them, and one too many is refused', () => {
	const family = '👨‍👩‍👧‍👦';
	equal(faultOf(family.repeat(10), 'text', { max_length: 10 }), undefined);
	equal(faultOf('가'.normalize('NFD').repeat(10), 'text', { max_length: 10 }), undefined);
	equal(faultOf('가'.repeat(11), 'text', { max_length: 10 }), 'lib.too-long');
});

test('what is optional may be left out, and must be right when it is there', () => {
	equal(faultOf('', 'link', { is_required: false }), undefined);
	equal(faultOf('nonsense', 'link', { is_required: false }), 'lib.not-a-link');
	deepEqual(settled({ it: '  ' }, [field('text')]), {});
});

test('a draft may be unfinished or wrong, but not hold what no store may', () => {
	const fields = [field('choice')];
	deepEqual(draftFaultsIn({ it: 'atlantis' }, fields), {});
	deepEqual(draftFaultsIn({}, fields), {});
	deepEqual(draftFaultsIn({ it: '900101-1234567' }, fields), { it: 'lib.resident-number' });
	deepEqual(draftFaultsIn({ it: 'x'.repeat(100_000) }, fields), { it: 'lib.too-long' });
});

test('answers to what was never asked are dropped; names of all objects are only names', () => {
	const sent = JSON.parse('{"it":"a","extra":"b","__proto__":"c"}') as Answers;
	deepEqual(settled(sent, [field('text')]), { it: 'a' });
	equal(answerIn({}, 'toString'), '');
});

test('the check digit catches every wrong digit of a registration number', () => {
	for (let at = 0; at < 10; at++) {
		for (let digit = 0; digit < 10; digit++) {
			const changed = '2208162517'.slice(0, at) + digit + '2208162517'.slice(at + 1);
			equal(isRegistrationNumber(changed), changed === '2208162517', changed);
		}
	}
});

test('a phone is one spelling, or none', () => {
	equal(plainPhone('+82 010 1234 5678'), '+821012345678');
	equal(plainPhone('+0'), undefined);
});

const asked = (key: string, kind: string): Field => ({
	...field(kind),
	...{ key, options: [] }
});

test('a form asks for the name of the organisation and for the track where the call forgot to', () => {
	const tracks = [
		{ key: 'api', name: words('API') },
		{ key: 'collaboration', name: words('Together') }
	];
	const keys = (fields: Field[], among = tracks) => formFields(fields, among).map((field) => field.key);
	deepEqual(keys([asked('number', 'organisation')]), ['track', 'organisation_name', 'number']);
	deepEqual(keys([asked('organisation_name', 'text'), asked('number', 'organisation'), asked('track', 'track')]), [
		'organisation_name',
		'number',
		'track'
	]);
	deepEqual(keys([asked('p', 'person')], tracks.slice(0, 1)), ['p']);
	const track = formFields([asked('track', 'track')], tracks)[0];
	deepEqual(
		track?.options.map((option) => option.value),
		['api', 'collaboration']
	);
});

test('features are the counted fields that were answered', () => {
	const fields = [
		{ key: 'region', is_feature: true },
		{ key: 'stage', is_feature: true },
		{ key: 'secret', is_feature: false }
	];
	deepEqual(featuresIn({ region: 'busan', secret: 'x' }, fields), { region: 'busan' });
});

test('the keys that differ are found either way', () => {
	deepEqual(differing({ a: '1', b: '2' }, { b: '3', c: '4' }), ['a', 'b', 'c']);
	deepEqual(differing({ a: '' }, {}), []);
});

const open = { opens_at: hours(0), closes_at: hours(2), grace_minutes: 0, published_at: hours(-1) };
const tracks = [
	{ id: 'a', closes_at: hours(1), by_code: false },
	{ id: 'b', closes_at: null, by_code: false },
	{ id: 'c', closes_at: null, by_code: true }
];
const instant = (ms: number) => new Date(hours(0).getTime() + ms);
const hour = 3_600_000;

test('a call is open from its first instant up to, and not including, its last', () => {
	const code = (at: Date) => whyNot({ call: open, tracks: [] }, null, at)?.code ?? 'open';
	equal(code(instant(-1)), 'calls.not-open-yet');
	equal(code(instant(0)), 'open');
	equal(code(instant(2 * hour - 1)), 'open');
	equal(code(instant(2 * hour)), 'calls.closed');
	equal(whyNot({ call: { ...open, published_at: null }, tracks: [] }, null, instant(0))?.code, 'calls.not-found');
});

test('a track with its own deadline closes before its call, and a closed one takes nobody without a code', () => {
	const code = (track: string | null, at: Date) => whyNot({ call: open, tracks }, track, at)?.code ?? 'open';
	equal(code('a', instant(hour - 1)), 'open');
	equal(code('a', instant(hour)), 'applications.track-closed');
	equal(code('b', instant(hour)), 'open');
	equal(code(null, instant(2 * hour - 1)), 'open');
	equal(code('a', instant(2 * hour)), 'calls.closed');
	equal(code('c', instant(0)), 'applications.track-by-code');
	const early = tracks.slice(0, 1);
	equal(whyNot({ call: open, tracks: early }, null, instant(hour))?.code, 'calls.closed');
});

test('a published grace ends so many minutes after the deadline, the track’s as well', () => {
	const call = { ...open, grace_minutes: 5 };
	const code = (track: string, at: Date) => whyNot({ call, tracks }, track, at)?.code ?? 'open';
	equal(code('b', instant(2 * hour + 5 * 60_000 - 1)), 'open');
	equal(code('b', instant(2 * hour + 5 * 60_000)), 'calls.closed');
	equal(code('a', instant(hour + 5 * 60_000 - 1)), 'open');
	equal(code('a', instant(hour + 5 * 60_000)), 'applications.track-closed');
});

test('a code lets in late and into its own track, up to its own end, and never before the call opens', () => {
	const valid_until = hours(5);
	equal(isAdmitted([], 'a', instant(0)), false);
	equal(isAdmitted([{ track_id: null, valid_until }], 'a', instant(5 * hour - 1)), true);
	equal(isAdmitted([{ track_id: null, valid_until }], 'a', instant(5 * hour)), false);
	equal(isAdmitted([{ track_id: 'c', valid_until }], 'a', instant(0)), false);
	equal(isAdmitted([{ track_id: 'c', valid_until }], 'c', instant(0)), true);
	equal(isAdmitted([{ track_id: 'c', valid_until }], null, instant(0)), true);
	const refused = (at: Date, track: string | null) => canBeAdmitted(whyNot({ call: open, tracks }, track, at)!);
	equal(refused(instant(-1), null), false);
	equal(refused(instant(2 * hour), null), true);
	equal(refused(instant(0), 'c'), true);
});

test('states and numbers', () => {
	equal(stateOf({ submitted_at: null, withdrawn_at: null }), 'draft');
	equal(stateOf({ submitted_at: noon, withdrawn_at: null }), 'submitted');
	equal(stateOf({ submitted_at: noon, withdrawn_at: noon }), 'withdrawn');
	equal(numberFor({ slug: 'seoul-2026' }, 7), 'SEOUL-2026-0007');
	equal(numberFor({ slug: 'seoul-2026' }, 12_345), 'SEOUL-2026-12345');
});

for (const [what, text, kind, more, code] of [
	['too few words', 'one two', 'long', { max_length: 2, settings: { limitUnit: 'words' } }, undefined],
	['a word too many', '하나 둘 셋', 'long', { max_length: 2, settings: { limitUnit: 'words' } }, 'lib.too-long'],
	['a mark that is no word', '하나 – 둘', 'long', { max_length: 2, settings: { limitUnit: 'words' } }, undefined],
	[
		'one word without end',
		'가'.repeat(41),
		'long',
		{ max_length: 2, settings: { limitUnit: 'words' } },
		'lib.too-long'
	],
	['one of its choices', 'seoul', 'choices', {}, undefined],
	['a choice it has not', 'seoul\nmars', 'choices', {}, 'lib.not-a-choice'],
	['fewer choices than asked', 'seoul', 'choices', { settings: { least: 2 } }, 'applications.too-few-chosen'],
	['the same box twice for two', 'seoul\nseoul', 'choices', { settings: { least: 2 } }, 'applications.too-few-chosen'],
	['more choices than asked', 'seoul\nbusan', 'choices', { settings: { most: 1 } }, 'applications.too-many-chosen'],
	['one city at two ranks', 'seoul\n\nseoul', 'stops', {}, 'applications.ranked-twice'],
	['more ranks than asked', 'seoul\nbusan', 'stops', { settings: { most: 1 } }, 'applications.too-many-chosen'],
	['a number under its bound', '9', 'number', { settings: { min: '10' } }, 'applications.number-too-small'],
	['a number over its bound', '1,001', 'number', { settings: { max: '1000' } }, 'applications.number-too-large'],
	['a number at its bound', '１,０００', 'number', { settings: { max: '1000' } }, undefined],
	['an infinite number', 'Infinity', 'number', {}, 'lib.not-a-number'],
	['a day that is none', '2026-02-30', 'date', {}, 'lib.not-a-day'],
	['a day written in Korean', '2026년 3월 1일', 'date', {}, undefined],
	['a day too early', '2026-03-01', 'date', { settings: { min: '2026-03-02' } }, 'applications.day-too-early'],
	['a day too late', '20260303', 'date', { settings: { max: '2026-03-02' } }, 'applications.day-too-late'],
	['a Korean address', '04524\n서울 중구 세종대로 110\n3층', 'address', {}, undefined],
	['a postcode of the old kind', '100-744\n서울 중구', 'address', {}, 'applications.not-a-postcode'],
	['an address abroad', 'SW1A 1AA\n1 Example Road\n\nUnited Kingdom', 'address', {}, undefined],
	['a postcode alone', '04524', 'address', {}, 'applications.address-incomplete']
] as const) {
	test(`${what} is ${code ? 'refused' : 'let through'}`, () =>
		equal(faultOf(text, kind, more as Partial<FormField>), code));
}

for (const [kind, typed, kept] of [
	['choices', 'busan\nseoul', 'seoul\nbusan'],
	['stops', '\nbusan\nseoul', 'busan\nseoul'],
	['number', '０１,０００', '1000'],
	['number', '0.50', '0.5'],
	['date', '2026. 3. 1.', '2026-03-01'],
	['address', '0 4 5 2 4\n길 1\n\n', '04524\n길 1']
] as const) {
	test(`of ${kind}, ${JSON.stringify(typed)} is kept as ${JSON.stringify(kept)}`, () =>
		equal(settled({ it: typed }, [field(kind)]).it, kept));
}

test('what is not asked is neither needed nor submitted, and stays in the draft', () => {
	const fields = [
		field('choice', { key: 'region' }),
		field('text', { key: 'bridge', shown_when: { key: 'region', values: ['busan'] } }),
		field('section', { key: 'more', shown_when: { key: 'region', values: ['busan'] } }),
		field('text', { key: 'within' })
	];
	const typed = { region: 'seoul', bridge: 'kept', within: 'kept' };
	deepEqual(faultsIn({ region: 'seoul' }, fields), {});
	deepEqual(faultsIn({ region: 'busan' }, fields), { bridge: 'lib.required', within: 'lib.required' });
	deepEqual(settled(typed, fields), { region: 'seoul' });
	deepEqual(asDraft(typed, fields), typed);
});

test('under fourteen is until the birthday, a leap day’s too', () => {
	equal(isUnder14('2012-11-24', '2026-11-23'), true);
	equal(isUnder14('2012-11-23', '2026-11-23'), false);
	equal(isUnder14('2012-02-29', '2026-02-28'), true);
	equal(isUnder14('2012-02-29', '2026-03-01'), false);
	equal(isUnder14('nonsense', '2026-03-01'), false);
});

test('inputs of one name are the lines of one answer, and with nothing in any it is empty', () => {
	const form = new FormData();
	for (const [name, value] of [
		['a', '1'],
		['a', ''],
		['a', '3'],
		['b', ''],
		['b', ''],
		['c', 'x\r\ny']
	]) {
		form.append(`answer_${name}`, value!);
	}
	form.append('other', 'z');
	deepEqual(answersAmong(form), { a: '1\n\n3', b: '', c: 'x\ny' });
});
