import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { ConflictForm, ReviewContent, ReviewForm } from './form.ts';
import { FreezeForm } from '#domain/bands/form.ts';

const complaints = (read: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
	Object.fromEntries(read.error?.issues.map((issue) => [issue.path.join('.'), issue.message]) ?? []);

const empty = { version: 0, scores: {}, confidence: null, comment: '', for_applicant: '' };

for (const nonsense of ['5.5', '6', '0', '-1', 'NaN', 'Infinity', '1e0', '0x5', ' ', '٣', 'five']) {
	test(`the score ${JSON.stringify(nonsense)} in a form is refused at its criterion`, () => {
		const read = ReviewForm.safeParse({ version: '0', comment: '', 'scores.growth': nonsense });
		deepEqual(complaints(read), { 'scores.growth': 'reviews.one-to-five' });
	});
}

for (const nonsense of [5.5, 6, 0, NaN, Infinity, null, '5', [3], {}, true]) {
	test(`the score ${typeof nonsense} ${String(nonsense)} in JSON is refused at its criterion`, () => {
		const read = ReviewContent.safeParse({ ...empty, scores: { growth: nonsense } });
		deepEqual(complaints(read), { 'scores.growth': 'reviews.one-to-five' });
	});
}

test('a review from a form: whole scores, those left open left out, the comment tidy', () => {
	const typed = {
		version: '3',
		comment: ' 좋습니다.\r\n\u200b',
		confidence: '2',
		'scores.growth': '4',
		'scores.technology': '',
		other: 'x'
	};
	deepEqual(ReviewForm.parse(typed), {
		...empty,
		version: 3,
		scores: { growth: 4 },
		confidence: 2,
		comment: '좋습니다.'
	});
	for (const confidence of ['0', '5', '2.5', 'x'])
		deepEqual(complaints(ReviewForm.safeParse({ ...typed, confidence })), { confidence: 'reviews.one-to-four' });
});

test('more than the rubric asks for in JSON is refused', () => {
	const more = { ...empty, finished_at: '2026-01-01' };
	equal(ReviewContent.safeParse(more).success, false);
});

for (const [what, comment, code] of [
	['a NUL', 'a\u0000b', 'lib.control-characters'],
	['a resident registration number', '900101-1234567', 'lib.resident-number'],
	['too many letters', '가'.repeat(4001), 'lib.too-long'],
	['a right-to-left override', 'a\u202eb', 'lib.control-characters']
] as const) {
	test(`a comment with ${what} is refused`, () => {
		deepEqual(complaints(ReviewContent.safeParse({ ...empty, comment })), { comment: code });
	});
}

for (const blank of ['', '   ', '\u3164\u200b', '\u2800']) {
	test(`a conflict or a freeze with the invisible reason ${JSON.stringify(blank)} is refused`, () => {
		deepEqual(complaints(ConflictForm.safeParse({ reason: blank })), { reason: 'lib.required' });
		deepEqual(complaints(FreezeForm.safeParse({ reason: blank })), { reason: 'lib.required' });
	});
}
