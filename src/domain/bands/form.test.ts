import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { BandsForm } from './form.ts';

const complaints = (read: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
	Object.fromEntries(read.error?.issues.map((issue) => [issue.path.join('.'), issue.message]) ?? []);

const track = '11111111-1111-4111-8111-111111111111';

test('cut lines: nobody accepted outright, or lines that do not cross', () => {
	deepEqual(BandsForm.parse({ track, accept_from: '', draw_from: '3.25' }).accept_from, null);
	deepEqual(BandsForm.parse({ track, accept_from: '４.5', draw_from: '3' }).accept_from, 4.5);
	const crossed = BandsForm.safeParse({ track, accept_from: '2', draw_from: '3' });
	deepEqual(complaints(crossed), { accept_from: 'reviews.lines-crossed' });
});

for (const nonsense of ['NaN', 'Infinity', '6', '5.1', '0.9', '-3', '3,5', '1e1', '3.12345', 'x']) {
	test(`the cut line ${nonsense} is refused`, () => {
		const read = BandsForm.safeParse({ track, accept_from: nonsense, draw_from: nonsense });
		deepEqual(complaints(read), { accept_from: 'reviews.not-a-line', draw_from: 'reviews.not-a-line' });
	});
}
