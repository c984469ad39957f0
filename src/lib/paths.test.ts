import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { insidePath } from './paths.ts';

test('a path of this site is kept with its query', () => {
	for (const path of ['/', '/me', '/calls/seoul-2026/apply?lang=en', '/%2F%2Fevil.example'])
		equal(insidePath(path), path);
	equal(insidePath('/desk/../me'), '/me');
});

test("another site's address never is, however it is spelled", () => {
	const corpus = [
		...[
			'//evil.example',
			'///evil.example',
			'/\\evil.example',
			'\\\\evil.example',
			'https://evil.example',
			'https:evil.example'
		],
		...['/..//evil.example', '/.//evil.example', '/a/..//evil.example', '/%2e%2e//evil.example', '/%2e//evil.example'],
		...[
			'javascript:alert(1)',
			'data:text/html,x',
			' /me',
			'/\t/evil.example',
			'/\n/evil.example',
			'evil.example',
			'@evil.example'
		],
		...['//evil.example@inside.invalid', 'http://inside.invalid//evil.example', '', null, undefined, 7]
	];
	for (const asked of corpus) equal(insidePath(asked), '/', String(asked));
});
