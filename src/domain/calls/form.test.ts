import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { DatesForm, NewCall, QuotasForm, TextsForm, TracksForm } from './form.ts';

const texts = Object.fromEntries(
	['title', 'purpose', 'who_may', 'how_chosen'].flatMap((name) => [
		[`${name}.ko`, '글'],
		[`${name}.en`, 'text']
	])
);
const faultsOf = (form: Record<string, string>) => {
	const read = TextsForm.safeParse({ notice_number: '2026-1', ...texts, ...form });
	return Object.fromEntries((read.error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message]));
};

for (const [what, text, code] of [
	['missing', '', 'lib.required'],
	['invisible-only', '\u3164\u200b', 'lib.blank'],
	['overlong', 'ㄱ'.repeat(81), 'lib.too-long'],
	['NUL', 'a\u0000b', 'lib.control-characters'],
	['mixed-script', 'pаypal', 'lib.mixed-scripts'],
	['RRN-shaped', '900101-1234567', 'lib.resident-number']
] as const) {
	test(`a title with ${what} text is refused by name`, () =>
		deepEqual(faultsOf({ 'title.ko': text }), { 'title.ko': code }));
}

test('a field that was not sent at all is refused by name', () => {
	const { 'title.en': _, ...rest } = texts;
	const read = TextsForm.safeParse({ notice_number: '1', ...rest });
	equal(read.error?.issues[0]?.path.join('.'), 'title.en');
});

test('text is kept in NFC', () => {
	const read = TextsForm.parse({ notice_number: '1', ...texts, 'title.ko': '한글'.normalize('NFD') });
	equal(read.title.ko, '한글');
});

test('rows are read in order, and the empty row at the end is none', () => {
	const rows = { 'tracks.0.key': 'a', 'tracks.0.name.ko': '가', 'tracks.0.name.en': 'A', 'tracks.0.places': ' ６ ' };
	const empty = { 'tracks.1.key': '', 'tracks.1.name.ko': '', 'tracks.1.name.en': ' ', 'tracks.1.places': '' };
	deepEqual(TracksForm.parse({ ...rows, ...empty }), {
		press: 'save',
		tracks: [{ key: 'a', name: { ko: '가', en: 'A' }, places: 6, closes: null, by_code: false }]
	});
});

for (const places of ['0', '-1', '1e3', 'NaN', 'Infinity', '٤', '1.5', '']) {
	test(`places of "${places}" are refused by name`, () => {
		const form = { 'tracks.0.key': 'a', 'tracks.0.name.ko': '가', 'tracks.0.name.en': 'A', 'tracks.0.places': places };
		equal(TracksForm.safeParse(form).error?.issues[0]?.path.join('.'), 'tracks.0.places');
	});
}

test('days and times that do not exist are refused by name, all at once', () => {
	const form = { 'opens.day': '2026-02-30', 'opens.time': '09:00', 'closes.day': '2026-11-30', 'closes.time': '24:01' };
	const rest = { 'review.day': 'infinity', 'review.time': '18시', 'draw.day': '2026-12-09', 'draw.time': '１４：００' };
	const issues = DatesForm.safeParse({ ...form, ...rest, reply_days: '3' }).error?.issues ?? [];
	deepEqual(Object.fromEntries(issues.map((issue) => [issue.path.join('.'), issue.message])), {
		'opens.day': 'lib.not-a-day',
		'closes.time': 'lib.not-a-time',
		'review.day': 'lib.not-a-day'
	});
});

test('quotas have empty sides', () => {
	const form = { 'quotas.0.feature': 'r', 'quotas.0.value': 'v', 'quotas.0.min': '2', 'quotas.0.max': ' ' };
	deepEqual(QuotasForm.parse(form).quotas, [{ feature: 'r', value: 'v', track: '', min: 2, max: null }]);
	deepEqual(QuotasForm.parse({}).quotas, []);
});

test('names that reach for an object’s insides are only names', () => {
	const read = NewCall.safeParse({ '__proto__.places': '1', 'constructor.prototype.x': '2', 'places.api': '5' });
	equal(read.success, false);
	equal(({} as Record<string, unknown>).places, undefined);
});
