import { deepEqual, equal, rejects } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type RawBuilder } from 'kysely';
import { connect, serve, type Db, type Scope, type Serving } from '#lib/db.server.ts';
import { freshDatabase } from '../../../tests/database.ts';

type Row = Record<string, unknown>;

const [one, other] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;

/** What belongs to no host: people and how they sign in, firms, what is announced without content, the program's own. */
const ofNoHost = new Set([
	...['journal_checkpoints', 'journal_head', 'migrations', 'news', 'organisations', 'passkey_challenges', 'passkeys'],
	...['people', 'provider_askings', 'recovery_codes', 'rehearsal_clock', 'second_tries', 'sign_in_codes', 'sign_ins'],
	...['signing_keys', 'totps', 'tours']
]);
/** What anybody may read, all of it; of published calls and of editions there is more. */
const shownToAll = new Set([
	...[
		'call_stops',
		'delegates',
		'draw_results',
		'draw_voids',
		'draws',
		'glossary_terms',
		'host_looks',
		'hosts',
		'record_editions',
		'record_versions'
	],
	...['releases', 'seals', 'stops']
]);
/** What serves everybody by the public's own window. */
const asksForItself = ['open_sessions', 'told_sessions'];

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let owner: Db;
let serving: Serving;
let kept: string[];
/** Of each table the one host's row and the other's. */
const rows = new Map<string, [Row, Row]>();

before(async () => {
	fresh = await freshDatabase();
	owner = connect(fresh.url, 1);
	serving = serve(fresh.url, 2);
	kept = (await tables()).filter((name) => !ofNoHost.has(name));
	await fill();
});
after(async () => {
	await Promise.all([owner.destroy(), serving.destroy()]);
	await fresh.drop().catch(() => {}); // a server of this file alone has ended by now
});

test('every table is kept apart, or named as of no host', async () => {
	const open = sql<{ name: string }>`select relname as name from pg_class
		where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity order by relname`;
	deepEqual(await names(open), [...ofNoHost].sort());
});

test('every view asks as whoever asks it, but the public’s window', async () => {
	const own = sql<{ name: string }>`select relname as name from pg_class
		where relnamespace = 'public'::regnamespace and relkind = 'v'
			and not coalesce('security_invoker=true' = any (reloptions), false) order by relname`;
	deepEqual(await names(own), asksForItself);
});

test('the rights of every table were decided, and what is only added to can be neither changed nor taken away', async () => {
	const undecided = sql<{ name: string }>`select relname as name from pg_class
		where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
			and not has_table_privilege('madang_web', oid, 'select')`;
	deepEqual(await names(undecided), []);
	const loose = sql<{ name: string }>`select relname as name from pg_class join pg_trigger on tgrelid = pg_class.oid
		where tgfoid = 'refuse_change'::regproc and (
			tgtype & 16 > 0 and has_table_privilege('madang_web', pg_class.oid, 'update')
			or tgtype & 8 > 0 and has_table_privilege('madang_web', pg_class.oid, 'delete')
			or has_table_privilege('madang_web', pg_class.oid, 'truncate'))`;
	deepEqual(await names(loose), []);
	const owned = sql<{ name: string }>`select relname as name from pg_class join pg_roles on relowner = pg_roles.oid
		where rolname = 'madang_web' or relname = 'hosts' and rolname <> current_user`;
	deepEqual(await names(owned), []);
});

test('without a scope there is nothing to see but what is shown to all', async () => {
	const nobody = serving.within([]);
	for (const table of kept) equal((await rowsIn(nobody, table)).length, shownToAll.has(table) ? 2 : 0, table);
});

test('in the scope of one host there is none of the other’s rows, and with all there are both', async () => {
	for (const table of kept) {
		const [own, foreign] = rows.get(table)!;
		deepEqual(await rowsIn(serving.within([one]), table), shownToAll.has(table) ? [own, foreign] : [own], table);
		deepEqual(await rowsIn(serving.within([other]), table), shownToAll.has(table) ? [own, foreign] : [foreign], table);
		deepEqual(await rowsIn(serving.within('all'), table), [own, foreign], table);
	}
});

test('what is found by words is of the scope', async () => {
	await sql`update proposals set words = 'canary'`.execute(owner);
	const says = async (scope: Scope) =>
		(await sql`select proposals_saying('canary')`.execute(serving.within(scope))).rows.length;
	deepEqual([await says([]), await says([one]), await says('all')], [0, 1, 2]);
});

test('in the scope of one host none of the other’s rows can be left', async () => {
	for (const table of kept) {
		if (table === 'letters') continue; // they go out to anybody, and are read again by their host
		const refused = table === 'read_sums' ? /permission denied/ : /row-level security/; // the log itself keeps them
		await rejects(leave(serving.within([one]), table, rows.get(table)![1]), refused, table);
	}
});

test('in the scope of one host none of the other’s rows can be changed or taken away', async () => {
	for (const table of kept) {
		const column = sql.ref(await anyColumn(table));
		equal(await reached(table, sql`update ${sql.table(table)} set ${column} = ${column}`), 0, table);
		equal(await reached(table, sql`delete from ${sql.table(table)}`), 0, table);
	}
});

test('a call is shown to all once it is published, and nothing of who applied', async () => {
	await sql`update calls set published_at = now() where id = ${other}`.execute(owner);
	equal((await rowsIn(serving.within([one]), 'calls')).length, 2);
	equal((await rowsIn(serving.within([]), 'tracks')).length, 1);
	equal((await rowsIn(serving.within([]), 'applications')).length, 0);
});

async function names(query: RawBuilder<{ name: string }>): Promise<string[]> {
	return (await query.execute(owner)).rows.map(({ name }) => name);
}

const tables = () =>
	names(sql`select relname as name from pg_class
		where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`);

/** A table's rows, the one host's first, as the database writes them. */
async function rowsIn(db: Db, table: string): Promise<Row[]> {
	const all = await sql<{
		row: Row;
	}>`select to_jsonb(own) as row from ${sql.table(table)} own order by own::text`.execute(db);
	return all.rows.map(({ row }) => row);
}

function leave(db: Db, table: string, row: Row) {
	return sql`insert into ${sql.table(table)} overriding system value
		select * from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(row)}::jsonb)`.execute(db);
}

/**
 * A row for each host in every table: each uuid of a host's rows is that host's one, so that whatever belongs together
 * does; numbers are 1 or 2. What a row must be besides is let go, as it is in no test here.
 */
async function fill(): Promise<void> {
	await sql`do $$ declare rule record; begin
		for rule in select conrelid::regclass as own, conname from pg_constraint
			where contype in ('c', 'f', 'x') and connamespace = 'public'::regnamespace
		loop execute format('alter table %s drop constraint %I', rule.own, rule.conname); end loop;
	end $$`.execute(owner);
	await sql`set session_replication_role = replica`.execute(owner);
	await sql`truncate ${sql.join(kept.map((table) => sql.table(table)))} cascade`.execute(owner);
	for (const table of kept) {
		await leave(owner, table, await madeUp(table, one, 1));
		await leave(owner, table, await madeUp(table, other, 2));
		rows.set(table, (await rowsIn(owner, table)) as [Row, Row]);
	}
	await sql`set session_replication_role = default`.execute(owner);
}

/** What a column of each type may hold; others must not be needed. */
const values: Record<string, (id: string, nth: number) => unknown> = {
	uuid: (id) => id,
	text: (_, nth) => String(nth),
	bytea: (_, nth) => `\\x0${nth}`,
	tsvector: (_, nth) => `'${nth}'`,
	boolean: () => false,
	jsonb: () => ({}),
	ARRAY: () => [],
	date: (_, nth) => `2026-01-0${nth}`,
	'timestamp with time zone': (_, nth) => `2026-01-0${nth}T00:00:00Z`,
	...Object.fromEntries(
		['bigint', 'integer', 'numeric', 'double precision', 'smallint'].map((type) => [type, (_, nth) => nth])
	)
};

async function madeUp(table: string, id: string, nth: number): Promise<Row> {
	const columns = await sql<{ name: string; type: string }>`
		select column_name as name, data_type as type from information_schema.columns
		where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'
			and (is_nullable = 'NO' or data_type = 'uuid')`.execute(owner);
	return Object.fromEntries(columns.rows.map(({ name, type }) => [name, values[type]!(id, nth)]));
}

async function anyColumn(table: string): Promise<string> {
	const [name] = await names(sql`select column_name as name from information_schema.columns
		where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' and is_identity = 'NO' limit 1`);
	return name!;
}

/** How many rows besides its own a change reaches in the scope of the one host; it is taken back. */
async function reached(table: string, change: RawBuilder<unknown>): Promise<number> {
	class TakenBack extends Error {}
	let count = 0n;
	const trial = serving
		.within([one])
		.transaction()
		.execute(async (tx) => {
			count = (await change.execute(tx)).numAffectedRows ?? 0n;
			throw new TakenBack();
		});
	await trial.catch((fault: { code?: string }) => {
		// Without the right to it, or kept by a trigger: nothing was reached.
		if (!(fault instanceof TakenBack) && fault.code !== '42501' && fault.code !== 'P0001') throw fault;
	});
	return Math.max(0, Number(count) - 1);
}
