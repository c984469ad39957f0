import { deepEqual, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = globSync('src/**/*.{ts,svelte}', { cwd: root, exclude: ['src/lib/paraglide/**'] });
const code = sources.filter((file) => !file.endsWith('.test.ts'));

const stages = globSync('messages/*/ko.json', { cwd: root }).map((file) => file.split('/')[1]!);
const messages = (locale: string) =>
	stages.flatMap((stage) =>
		Object.entries(JSON.parse(read(`messages/${stage}/${locale}.json`)) as Record<string, unknown>)
	);

test('every sentence exists in Korean and in English, under a name of its own', () => {
	const keys = (locale: string) =>
		messages(locale)
			.map(([key]) => key)
			.sort();
	deepEqual(keys('ko'), keys('en'));
	deepEqual(keys('ko'), [...new Set(keys('ko'))]);
});

test('a sentence names the same things in both languages', () => {
	// A thing that itself has two names goes by `trackKo` in the one and `trackEn` in the other.
	const holes = (text: unknown) =>
		[...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name!.replace(/(Ko|En)$/, '')).sort();
	const english = new Map(messages('en'));
	for (const [key, korean] of messages('ko')) {
		deepEqual([...new Set(holes(korean))], [...new Set(holes(english.get(key)))], key);
	}
});

test('every refusal and every complaint about a field has its sentence', () => {
	const known = new Set(messages('ko').map(([key]) => key));
	const codes = code.flatMap((file) => [
		...[...read(file).matchAll(/refusal\(\s*'\w+',\s*'([\w.-]+)'/g)].map(([, name]) => name!),
		...[...read(file).matchAll(/error: '([a-z]+\.[a-z-]+)'/g)].map(([, name]) => name!)
	]);
	ok(codes.length > 10);
	const unspoken = codes.filter((name) => !known.has(`refusal_${name.replace(/[.-]/g, '_')}`));
	deepEqual(unspoken, []);
});

test('pages hold no Korean of their own', () => {
	const spoken = code.filter(
		(file) => file.endsWith('.svelte') && /[가-힣]/.test(read(file).replace(/<!--[\s\S]*?-->/g, ''))
	);
	deepEqual(spoken, []);
});

test('no sentence lies unused', () => {
	const text = [...code, 'src/lib/answer.server.ts'].map(read).join('\n');
	const unused = messages('ko')
		.map(([key]) => key)
		.filter((key) => !key.startsWith('refusal_') && !text.includes(`m.${key}`) && !text.includes(`'${key}'`));
	deepEqual(unused, []);
});

test('no page takes text for HTML', () => {
	// One piece of a record is made of our own JSON, in which no tag can stand: what machines read of it.
	const made = [['src/routes/stops/[stop]/record/+page.svelte', '{@html structured}']];
	const found = code.flatMap((file) => (read(file).match(/\{@html[^}]*\}/g) ?? []).map((tag) => [file, tag]));
	deepEqual(found, made);
});
