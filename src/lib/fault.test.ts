import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { noon, scene } from '../../tests/cast.ts';
import { toldOf } from './fault.server.ts';

const root = join(import.meta.dirname, '../..');
const canary = 'canary-kim@person.test';

/** What the process would print of whatever some work ran into. */
async function printed(work: () => unknown): Promise<string> {
	const fault = await Promise.resolve()
		.then(work)
		.then(
			() => undefined,
			(caught: unknown) => caught
		);
	ok(fault, 'it was to go wrong');
	return JSON.stringify(toldOf(fault));
}

test('what a fault of the store, of the language or of ours says of what was sent is not written down', () =>
	scene(async ({ db }) => {
		const person = { email: canary, name: canary, made_at: noon };
		await db.insertInto('people').values(person).execute();
		const duplicate = await printed(() => db.insertInto('people').values(person).execute());
		ok(duplicate.includes('"constraint":"people_email_key"') && duplicate.includes('"code":"23505"'));
		const said = [
			duplicate,
			await printed(() => sql`select ${canary}::uuid`.execute(db)),
			await printed(() => sql`insert into people (email, name, made_at) values ('', ${canary}, null)`.execute(db)),
			await printed(() => sql.raw(`select '${canary}' from nowhere`).execute(db)),
			await printed(() => sql`select jsonb_path_query('{}', ${canary})`.execute(db)),
			await printed(() => JSON.parse(`{"name": ${canary}`)),
			await printed(() => new URL(`not a url ${canary}`)),
			await printed(() => decodeURIComponent(`%${canary}`)),
			await printed(() => new Intl.DateTimeFormat(canary)),
			await printed(() => fetch(`http://127.0.0.1:1/${canary}`, { headers: { cookie: canary } })),
			await printed(() => fetch(`nothing:${canary}`)),
			await printed(() => Buffer.from(canary).readBigInt64LE(100)),
			await printed(() => readFileSync(`/nowhere/${canary}`)),
			await printed(() => execFileSync('false', [canary])),
			await printed(() =>
				Promise.reject(new Error(`two\nlines of ${canary}\n    at ${canary} (file:///${canary}:1:1)`))
			),
			await printed(() =>
				Promise.reject(Object.assign(new Error(canary), { name: canary, code: canary, cause: canary }))
			),
			await printed(() => Promise.reject(new Error('x', { cause: new Error(canary) }))),
			await printed(() => Promise.reject(canary))
		];
		const seen = said.filter((text) => /canary-kim/.test(text));
		deepEqual(seen, []);
		// And yet it says where.
		ok(said.every((text) => text.length > 10) && duplicate.includes('fault.test.ts'));
		const own = await printed(() => (undefined as unknown as { name: string }).name);
		ok(own.includes("reading 'name'"), own);
	}));

test('nothing but the one way writes a fault down', () => {
	const files = globSync('src/**/*.{ts,svelte}', { cwd: root, exclude: ['src/lib/paraglide/**'] });
	const prints = files.filter(
		(file) => !file.endsWith('.test.ts') && /console\.\w+\(/.test(readFileSync(join(root, file), 'utf8'))
	);
	// What one process says to another, and a sentence without anything in it.
	const others = ['src/jobs/watch-journal.ts', 'src/lib/inspect/process.ts', 'src/lib/inspect/redrawing.ts'];
	deepEqual(prints.sort(), [...others, 'src/lib/fault.server.ts'].sort());
	equal(/,\s*fault\)/.test(readFileSync(join(root, 'src/jobs/watch-journal.ts'), 'utf8')), false);
});
