import { deepEqual, equal } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** What holds up whoever serves meanwhile, or breaks the version before, on a table that is there already. */
const rules: [string, RegExp][] = [
	['takes a table away', /^drop table/],
	['empties a table', /^truncate/],
	['locks a table', /^lock /],
	['writes a table anew', /^(vacuum full|cluster)/],
	['takes a column away', /^alter table .*\bdrop column/],
	['renames what the version before knows', /^alter (table|type|view) .*\brename\b/],
	['changes a type, and writes the table anew', /^alter table .*\balter (column )?\w+ (set data )?type/],
	['looks at every row for a null under a lock', /^alter table .*\balter (column )?\w+ set not null/],
	[
		'adds what every row must have and none has',
		/^alter table .*\badd (column )?(?!constraint\b|check\b)\w+ (?!.*\bdefault\b|.*\bgenerated\b).*\bnot null/
	],
	[
		'adds a value that is another for each row',
		/^alter table .*\badd (column )?.*\bdefault (gen_random_uuid|clock_timestamp|random|nextval)\(/
	],
	['generates a column for every row', /^alter table .*\badd (column )?.*\bgenerated always as \(.*stored/],
	[
		'looks at every row under a lock (say `not valid`, and `validate` in a later one)',
		/^alter table .*\badd (constraint \w+ )?(check|foreign key)(?!.*\bnot valid\b)/
	],
	[
		'builds a key under a lock',
		/^alter table .*\badd (constraint \w+ )?(unique|primary key|exclude)(?!.*\busing index\b)/
	]
];

/** The statements of a file, without comments and the insides of functions, in one line of small letters each. */
function statementsIn(sql: string): string[] {
	return sql
		.replace(/--.*$/gm, '')
		.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
		.split(';')
		.map((one) => one.replace(/\s+/g, ' ').trim().toLowerCase())
		.filter(Boolean);
}

/** What is wrong with a migration, rule by rule. Tables it makes itself are empty: with those it may do anything. */
function faultsIn(sql: string): string[] {
	const statements = statementsIn(sql);
	const made = new Set(
		statements.flatMap((one) => /^create (?:unlogged )?table (?:if not exists )?"?(\w+)/.exec(one)?.[1] ?? [])
	);
	return statements.flatMap((one) => {
		const table = /^(?:alter|drop|truncate) (?:table )?(?:only )?(?:if exists )?"?(\w+)/.exec(one)?.[1] ?? '';
		return made.has(table)
			? []
			: rules.filter(([, form]) => form.test(one)).map(([what]) => `${what}: ${one.slice(0, 90)}`);
	});
}

// What the first release brought ran before there was anybody to hold up.
const firstRelease = '0042';

test('no migration after the first release holds up a running program or breaks the one before', () => {
	const faults = globSync('db/migrations/*.sql', { cwd: root })
		.filter((file) => basename(file) > `${firstRelease}~`)
		.flatMap((file) => faultsIn(readFileSync(join(root, file), 'utf8')).map((fault) => `${basename(file)} ${fault}`));
	deepEqual(faults, []);
});

test('each rule sees what it is for, and lets pass what holds nobody up', () => {
	const wrong = [
		'drop table letters',
		'truncate letters',
		'lock table letters',
		'vacuum full letters',
		'alter table letters drop column body',
		'alter table letters rename column body to words',
		'alter table letters alter column tries type bigint',
		'alter table letters alter column body set not null',
		'alter table letters add column tone text not null',
		'alter table letters add column mark uuid default gen_random_uuid()',
		'alter table letters add column size int generated always as (length(body)) stored',
		'alter table letters add check (tries >= 0)',
		'alter table letters add constraint letters_once unique (message_id)'
	];
	deepEqual(
		wrong.map((sql) => faultsIn(sql).length),
		wrong.map(() => 1)
	);
	equal(wrong.length, rules.length);
	const fine = [
		"alter table letters add column tone text not null default 'plain'",
		'alter table letters add column seen_at timestamptz',
		'alter table letters add constraint tries_least check (tries >= 0) not valid; -- drop table letters',
		'alter table letters validate constraint tries_least',
		'create table marks (id uuid primary key); alter table marks add check (id is not null)',
		'create function f() returns int language sql as $$ delete from letters; drop table letters; select 1 $$'
	];
	for (const sql of fine) deepEqual(faultsIn(sql), [], sql);
});
