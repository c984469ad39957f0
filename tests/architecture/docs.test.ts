import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { settings, settingsPage } from '../../ops/settings.ts';
import { blocksOf, textOf, type Block, type Inline } from '../../src/domain/records/markdown.rules.ts';
import { guideFor, guides } from '../../src/routes/docs/contents.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const locales = ['ko', 'en'] as const;
const blocks = (name: string, locale: string) => blocksOf(read(`docs/${locale}/${name}.md`));

/** Everything that stands in a line somewhere in these blocks. */
function inlinesIn(list: Block[]): Inline[] {
	const deep = (inlines: Inline[]): Inline[] =>
		inlines.flatMap((one) => ('inside' in one ? [one, ...deep(one.inside)] : [one]));
	return list.flatMap((block) => {
		if (block.is === 'list') return block.items.flatMap(inlinesIn);
		if (block.is === 'quotation') return inlinesIn(block.inside);
		if (block.is === 'table') return [block.head, ...block.rows].flat().flatMap(deep);
		return 'inside' in block ? deep(block.inside) : [];
	});
}

test('every guide is there in both languages, and there is no other', () => {
	for (const locale of locales)
		deepEqual(
			globSync(`docs/${locale}/*.md`, { cwd: root }).sort(),
			guides.map((name) => `docs/${locale}/${name}.md`).sort()
		);
});

test('a guide is built alike in both languages: a title, a beginning, the same headings, lists and code', () => {
	const shape = (name: string, locale: string) => {
		const all = blocks(name, locale);
		deepEqual(
			all.slice(0, 2).map(({ is }) => is),
			['heading', 'paragraph'],
			`${locale}/${name}`
		);
		return all.map((one) => {
			if (one.is === 'list') return `list of ${one.items.length}`;
			if (one.is === 'table') return `table of ${one.rows.length}`;
			return one.is === 'heading' ? `heading ${one.level}` : one.is;
		});
	};
	for (const name of guides) deepEqual(shape(name, 'en'), shape(name, 'ko'), name);
});

test('every link in a guide leads to a page there is', () => {
	const routes = globSync('src/routes/**/+{page.svelte,server.ts}', { cwd: root }).map((file) => {
		const route = file.replace(/^src\/routes/, '').replace(/\/\+[\w.]+$/, '');
		return new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+').replace(/\./g, '\\.') || '/'}$`);
	});
	const lost: string[] = [];
	for (const locale of locales)
		for (const name of guides)
			for (const one of inlinesIn(blocks(name, locale))) {
				if (one.is !== 'link' || /^https?:/.test(one.href)) continue;
				const [path = '', mark] = one.href.split('#');
				const guide = /^\/docs\/([\w-]+)$/.exec(path)?.[1] ?? name;
				const isThere = path === '' || (guides.includes(guide) && routes.some((route) => route.test(path)));
				const ids = guides.includes(guide)
					? blocks(guide, locale).flatMap((at) => (at.is === 'heading' ? [at.id] : []))
					: [];
				if (!isThere || (mark && !ids.includes(mark))) lost.push(`${locale}/${name}: ${one.href}`);
			}
	deepEqual(lost, []);
});

test('what stands in bold is on a page of the product, in the words of that language', () => {
	const strange: string[] = [];
	for (const locale of locales) {
		const said = globSync(`messages/*/${locale}.json`, { cwd: root })
			.flatMap((file) => Object.values(JSON.parse(read(file)) as Record<string, unknown>))
			.filter((text) => typeof text === 'string');
		const exact = new Set(said);
		const filled = said
			.filter((text) => /\{\w+\}/.test(text) && text.length < 60 && /[\p{L}]{2}/u.test(text.replace(/\{\w+\}/g, '')))
			.map((text) => new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '\\d+')}$`));
		for (const name of guides)
			for (const one of inlinesIn(blocks(name, locale))) {
				if (one.is !== 'strong') continue;
				const text = textOf(one.inside);
				if (!exact.has(text) && !filled.some((form) => form.test(text))) strange.push(`${locale}/${name}: ${text}`);
			}
	}
	deepEqual(strange, []);
});

test('a page of the product is helped by a guide there is', () => {
	const routes = globSync('src/routes/**/+page.svelte', { cwd: root }).map((file) =>
		file.replace(/^src\/routes/, '').replace(/\/\+page\.svelte$/, '')
	);
	for (const route of routes) ok([null, ...guides].includes(guideFor(route)), route);
	equal(guideFor('/calls/seoul-2026/apply'), 'applicants');
	equal(guideFor('/desk/calls/seoul-2026/reviews/bands'), 'organisers-review');
	equal(guideFor('/desk/sessions'), 'organisers-days');
	equal(guideFor('/'), null);
});

test('the pages of settings are as their list: `node scripts/write-settings.ts` writes them', () => {
	for (const locale of locales) equal(read(`docs/${locale}/settings.md`), settingsPage(locale));
});

test('every setting that is read is in the list, and nothing else', () => {
	const own = [
		'MADANG_ROOT',
		'BODY_SIZE_LIMIT',
		'PROTOCOL_HEADER',
		'HOST_HEADER',
		'ADDRESS_HEADER',
		'LC_ALL',
		'LANG',
		'PATH'
	];
	const files = globSync(['src/**/*.ts', 'start/*', 'ops/*.ts'], { cwd: root }).filter(
		(file) => !/\.test\.ts$|\/paraglide\/|ops\/settings/.test(file)
	);
	const named = files.flatMap((file) => {
		const text = read(file);
		const taken = [...text.matchAll(/const \{([^}]+)\} = (?:process\.)?env;/g)].flatMap(([, names]) =>
			[...names!.matchAll(/\b([A-Z][A-Z0-9_]+)\b/g)].map(([, name]) => name!)
		);
		return [...taken, ...[...text.matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g)].map(([, name]) => name!)];
	});
	const listed = settings.flatMap((part) => part.settings.flatMap(({ names }) => names));
	deepEqual([...new Set(named)].filter((name) => !own.includes(name)).sort(), [...new Set(listed)].sort());
	ok(existsSync(join(root, 'docs/ko/settings.md')));
});
