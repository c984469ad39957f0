import { deepEqual, ok } from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const find = (pattern: string) => globSync(pattern, { cwd: root }).filter((file) => !file.includes('/paraglide/'));

test('a stage holds only the kinds of file the architecture names', () => {
	const kinds =
		/^(([a-z-]+\.)?(rules|form|mail)\.ts|([a-z-]+\.)?(read|write|gate)\.server\.ts|[A-Z]\w+\.svelte|[\w.-]+\.test\.ts)$/;
	deepEqual(
		find('src/domain/*/*').filter((file) => !kinds.test(basename(file))),
		[]
	);
});

test('a test stands beside every write', () => {
	const lonely = find('src/domain/*/*write.server.ts').filter(
		(file) => !existsSync(join(root, file.replace('.server.ts', '.test.ts')))
	);
	deepEqual(lonely, []);
});

/** The functions of a stage's writes by name: the text of each, and whether it is a verb (exported, takes the store). */
function functionsOf(files: string[]): Map<string, { isVerb: boolean; body: string }> {
	const parts = files.flatMap((file) => read(file).split(/^(?=(?:export )?(?:async )?function )/m));
	const named = parts.map((body) => ({ body, head: /^(export )?(?:async )?function (\w+)\((\w+: Db\b)?/.exec(body) }));
	return new Map(
		named.flatMap(({ body, head }) => (head ? [[head[2]!, { isVerb: Boolean(head[1] && head[3]), body }]] : []))
	);
}

test('every verb writes the journal, itself or through a function of its stage', () => {
	const stages = [...new Set(find('src/domain/*/*write.server.ts').map((file) => file.split('/')[2]!))];
	const silent = stages.flatMap((stage) => {
		const functions = functionsOf(find(`src/domain/${stage}/*write.server.ts`));
		const notes = (name: string, seen = new Set<string>()): boolean => {
			const body = functions.get(name)?.body ?? '';
			if (/\bnote(All)?\(/.test(body)) return true;
			seen.add(name);
			return [...functions.keys()].some(
				(other) => !seen.has(other) && body.includes(`${other}(`) && notes(other, seen)
			);
		};
		const verbs = [...functions].filter(([, { isVerb }]) => isVerb).map(([name]) => name);
		return verbs.filter((name) => !notes(name)).map((name) => `${stage}: ${name}`);
	});
	deepEqual(silent, []);
});

test('the domain and the draw take their time and their chance from outside', () => {
	const files = [...find('src/domain/**/*.{ts,svelte}'), ...find('packages/draw/src/**/*.ts')];
	ok(files.length > 5);
	const guilty = files.filter(
		(file) => !file.endsWith('.test.ts') && /new Date\(\)|Date\.now|Math\.random/.test(read(file))
	);
	deepEqual(guilty, []);
});

test('no page asks the framework for what it no longer reads: focus and place are kept by `data-sveltekit-reset`', () => {
	const old = find('src/**/*.svelte').filter((file) => /data-sveltekit-(keepfocus|noscroll)/.test(read(file)));
	deepEqual(old, []);
});

test('nothing is switched off: no skipped test, no silenced checker, no untyped value', () => {
	const files = [...find('{src,tests,db,packages,sample,bench}/**/*.{ts,svelte}')].filter(
		(file) => !file.includes('house.test')
	);
	const loud =
		/\b(test|it|describe)\.(only|todo)\(|@ts-ignore|@ts-nocheck|eslint-disable|oxlint-disable|\bas any\b|: any[\s,;)\]>]/;
	deepEqual(
		files.filter((file) => loud.test(read(file).replace(/(?<!:)\/\/.*/g, ''))),
		[]
	);
});
