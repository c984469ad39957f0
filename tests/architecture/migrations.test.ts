// A migration runs while people work: it adds, and what reads a whole table first does so without holding it. What was
// written before anybody ran the program is let be.
import { deepEqual, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';

const folder = join(import.meta.dirname, '../../db/migrations');
/** The last one of before these rules. */
const settled = '0042';

const rules: [what: string, pattern: RegExp][] = [
	['takes away what the program before it still asks for', /\bdrop (table|column)\b/],
	['renames what the program before it still asks for', /\brename (to|column)\b/],
	['reads a table while nobody may use it: add a check `not valid`, then validate it', /\bset not null\b/],
	['writes a table anew while nobody may use it', /\balter column \w+ (set data )?type\b/],
	[
		'reads a table while nobody may use it: `not valid` first',
		/\balter table (\w+) (?:(?!not valid)[^;])*add (constraint \w+ )?(check|foreign key)\b(?:(?!not valid)[^;])*;/
	],
	['empties a table', /\btruncate\b(?! on)/]
];

/** What of a migration breaks the rules. A table that it makes itself is nobody's yet. */
function faultsIn(sql: string): string[] {
	const statements = sql
		.replace(/--.*$/gm, '')
		.replace(/\$\$[\s\S]*?\$\$/g, "''")
		.toLowerCase()
		.split(';')
		.map((one) => `${one.replace(/\s+/g, ' ').trim()};`);
	const own = new Set(statements.flatMap((one) => /^create table (?:if not exists )?(\w+)/.exec(one)?.[1] ?? []));
	return statements.flatMap((one) => {
		const table = /^(?:alter table|drop table)(?: if exists)?(?: only)? (\w+)/.exec(one)?.[1];
		if (table && own.has(table)) return [];
		return rules.filter(([, pattern]) => pattern.test(one)).map(([what]) => `${what}: ${one.slice(0, 90)}`);
	});
}

test('no migration takes away, renames, or holds a table that is in use while it reads it', () => {
	const files = globSync(join(folder, '*.sql')).filter((file) => basename(file) > settled);
	ok(files.length > 0);
	const wrong = files.flatMap((file) =>
		faultsIn(readFileSync(file, 'utf8')).map((what) => `${basename(file)} ${what}`)
	);
	deepEqual(wrong, []);
});

test('what would hold a table is seen, and what does not is let pass', () => {
	const bad = [
		'alter table calls alter column title set not null;',
		'alter table calls\n\tdrop column title;',
		'alter table calls rename column title to name;',
		'alter table calls alter column number type bigint;',
		'alter table calls add constraint later check (opens_at < closes_at);',
		'drop table calls;'
	];
	for (const sql of bad) ok(faultsIn(sql).length > 0, sql);
	const good = [
		'alter table calls add column note text;',
		"alter table calls add column note text not null default '';",
		'alter table calls add constraint later check (opens_at < closes_at) not valid;',
		'alter table calls validate constraint later;',
		'create table notes (id uuid); alter table notes alter column id set not null;',
		'create function f() returns trigger language plpgsql as $$ begin drop table calls; end $$;'
	];
	for (const sql of good) deepEqual(faultsIn(sql), [], sql);
});
