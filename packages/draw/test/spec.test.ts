import { deepEqual, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';

const here = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const files = new Map(
	readdirSync(new URL('.', import.meta.url))
		.filter((name) => name.endsWith('.test.ts'))
		.map((name) => [name.replace('.test.ts', ''), here(name)])
);

/** The third column of SPEC §14: `file: "words of the test's name"`, or a file's name alone. */
function namedTests(): { file: string; words: string }[] {
	const table = here('../SPEC.md').split(/^## 14\. .*$/m)[1]!;
	const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| threat'));
	return rows.flatMap((row) => {
		const column = row.split('|')[3]!;
		return [...column.matchAll(/(?:([\w-]+): )?"([^"]+)"/g)].map(([, file, words]) => ({
			file: file ?? '',
			words: words!
		}));
	});
}

test('each test that the threat table names is there under that name', () => {
	const named = namedTests();
	ok(named.length >= 10);
	const missing = named.filter(({ file, words }) => {
		const texts = file ? [files.get(file) ?? ''] : [...files.values()];
		return !texts.some((text) =>
			text.split('\n').some((line) => /\btest\(|^\s*[[`'"]/.test(line) && line.includes(words))
		);
	});
	deepEqual(missing, []);
});
