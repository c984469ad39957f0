import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');

type Breach = [rule: string, file: string, imported: string];

// Every rule, broken once: a rule that has never been red proves nothing.
const breaches: Breach[] = [
	['no-circles', 'src/lib/about.ts', './round.ts'],
	['no-missing', 'src/lib/lost.ts', './nowhere.ts'],
	['not-after-calls', 'src/domain/calls/read.server.ts', '#domain/reviews/read.server.ts'],
	['no-unknown-stage', 'src/routes/+layout.server.ts', '#domain/lotteries/rules.ts'],
	['own-write-form-mail', 'src/domain/reviews/write.server.ts', '#domain/calls/write.server.ts'],
	['own-write-form-mail', 'src/domain/reviews/scores.write.server.ts', '#domain/calls/form.ts'],
	['own-write-form-mail', 'src/domain/invitations/write.server.ts', '#domain/calls/mail.ts'],
	['read-does-not-write', 'src/domain/applications/read.server.ts', './write.server.ts'],
	['gate-for-entry-points', 'src/domain/draws/write.server.ts', '#domain/people/gate.server.ts'],
	['pure-of-servers', 'src/domain/calls/rules.ts', '#lib/db.server.ts'],
	['pure-of-servers', 'src/domain/calls/form.ts', 'kysely'],
	['pure-of-servers', 'src/domain/draws/rules.ts', '@sveltejs/kit'],
	['pure-of-framework', 'src/domain/reviews/rules.ts', '$app/state'],
	['pure-of-node', 'src/domain/calls/mail.ts', 'node:fs'],
	['pure-of-node', 'packages/draw/src/seed.ts', 'node:crypto'],
	['ground-knows-no-stage', 'src/lib/mail.server.ts', '#domain/people/rules.ts'],
	['nobody-imports-a-page', 'src/lib/page.ts', '../routes/+page.server.ts'],
	['nobody-imports-a-job', 'src/routes/+page.server.ts', '../jobs/send.ts'],
	['entry-holds-no-sql', 'src/routes/door/+server.ts', 'kysely'],
	['entry-holds-no-sql', 'src/jobs/send.ts', '#db/tables.ts'],
	['one-driver', 'src/domain/people/read.server.ts', 'pg'],
	['the-draw-stands-apart', 'packages/draw/src/conduct.ts', 'highs'],
	['the-plan-has-a-solver', 'packages/draw/src/plan/plan.ts', 'zod'],
	['verifying-needs-no-solver', 'packages/draw/src/verify.ts', './conduct.ts'],
	['the-draw-is-carried-away-whole', 'packages/draw/cli.ts', '../../src/lib/about.ts'],
	['tests-stay-outside', 'src/lib/about.ts', '../../tests/cast.ts'],
	['not-after-people', 'src/domain/people/Badge.svelte', '#domain/calls/rules.ts']
];

// What the rules let pass, beside the breaches: a rule that forbids everything would find them all too.
const allowed: Breach[] = [
	['', 'src/domain/tours/write.server.ts', '#domain/journal/write.server.ts'],
	['', 'src/domain/draws/read.server.ts', '#domain/reviews/read.server.ts'],
	['', 'src/routes/calls/+page.server.ts', '#domain/calls/write.server.ts'],
	['', 'src/routes/door/+page.server.ts', '#domain/people/gate.server.ts'],
	['', 'src/domain/draws/conduct.write.server.ts', '#draw'],
	['', 'src/lib/db.server.ts', 'pg'],
	['', 'packages/draw/src/index.ts', '@noble/hashes/sha2.js']
];

type Found = { rule: { name: string }; from: string };

/** A small house in which each of the imports stands; what the rules say of it. */
function survey(imports: Breach[]): string[] {
	const house = mkdtempSync(join(tmpdir(), 'madang-imports-'));
	after(() => rmSync(house, { recursive: true, force: true }));
	for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
		copyFileSync(join(root, name), join(house, name));
	symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
	for (const [, file, imported] of imports) {
		plant(house, file, imported);
		for (const path of [targetOf(file, imported)].flat()) plant(house, path);
	}
	const cruise = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
	const options = { cwd: house, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
	const { stdout, stderr } = spawnSync(
		process.execPath,
		[cruise, 'src', 'packages', 'tests', '--output-type=json'],
		options
	);
	ok(stdout, stderr);
	const { summary } = JSON.parse(stdout) as { summary: { violations: Found[] } };
	return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

/** The file of ours that an import means, if it's one that should be there. */
function targetOf(file: string, imported: string): string[] {
	if (imported === './nowhere.ts') return [];
	if (imported === '#draw') return ['packages/draw/src/index.ts'];
	if (imported.startsWith('#db/')) return [imported.slice(1)];
	if (imported.startsWith('#')) return [`src/${imported.slice(1)}`];
	return imported.startsWith('.') ? [join(dirname(file), imported)] : [];
}

const planted = new Map<string, string>();

function plant(house: string, file: string, imported?: string): void {
	const path = join(house, file);
	const line = imported
		? `import * as it${planted.size} from '${imported}';\nexport const x${planted.size} = it${planted.size};\n`
		: '';
	const text = (planted.get(path) ?? '') + line;
	planted.set(path, text);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, file.endsWith('.svelte') ? `<script lang="ts">\n${text}</script>\n` : text || 'export {};\n');
}

test('each import rule is red when it is broken', () => {
	// The circle needs its way back.
	const found = survey([...breaches, ['', 'src/lib/round.ts', './about.ts'], ['', 'tests/cast.ts', 'node:fs']]);
	for (const [rule, file, imported] of breaches) {
		ok(found.includes(`${rule} ${file}`), `${rule} lets ${file} import ${imported}\n${found.join('\n')}`);
	}
});

test('the rules let the intended imports pass', () => {
	deepEqual(survey([...allowed, ['', 'tests/cast.ts', 'node:fs']]), []);
});

test('every rule has a breach in this test', () => {
	const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
		forbidden: { name: string }[];
	};
	const broken = new Set(breaches.map(([rule]) => rule.replace(/^not-after-.*/, 'not-after')));
	for (const { name } of forbidden) equal(broken.has(name.replace(/^not-after-.*/, 'not-after')), true, name);
});
