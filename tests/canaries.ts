import { sql } from 'kysely';
import type { Db } from '#lib/db.server.ts';

/** A column that may hold somebody's words, and how it does. */
type Column = { table: string; column: string; kind: 'text' | 'texts' | 'json' | 'bytes' };
type Key = { table: string; columns: string[]; to: string; toColumns: string[] };

/** Rows by table, as PostgreSQL finds them again (ctid) while nothing else writes. */
type Rows = Map<string, Set<string>>;

const kinds: Record<string, Column['kind']> = {
	...{ text: 'text', 'character varying': 'text', citext: 'text', jsonb: 'json', json: 'json', bytea: 'bytes' },
	ARRAY: 'texts'
};

/** Every column of every table that could hold words, whatever tables there will be. */
export async function wordColumns(db: Db): Promise<Column[]> {
	const { rows } = await sql<{ table: string; column: string; type: string; of: string }>`
		select c.table_name as table, column_name as column, data_type as type, udt_name as of
		from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
		where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER' and table_name <> 'migrations'
		order by 1, ordinal_position`.execute(db);
	return rows.flatMap(({ table, column, type, of }) => {
		const kind = type === 'ARRAY' && of !== '_text' ? undefined : kinds[type];
		return kind ? [{ table, column, kind }] : [];
	});
}

async function keys(db: Db): Promise<Key[]> {
	const { rows } = await sql<Key>`
		select o.relname as table, t.relname as to,
			array(select attname::text from unnest(conkey) with ordinality k(n, at) join pg_attribute on attrelid = conrelid
				and attnum = n order by at) as columns,
			array(select attname::text from unnest(confkey) with ordinality k(n, at) join pg_attribute on attrelid = confrelid
				and attnum = n order by at) as "toColumns"
		from pg_constraint join pg_class o on o.oid = conrelid join pg_class t on t.oid = confrelid
		where contype = 'f' and o.relnamespace = 'public'::regnamespace`.execute(db);
	return rows;
}

/**
 * Whatever is somebody's: the rows that name them or their address, and again what names those. A table that comes later
 * is followed by its keys like any other.
 */
export async function rowsOf(db: Db, person: { id: string; email: string }, apart: string[]): Promise<Rows> {
	const owned: Rows = new Map();
	const fresh: [string, string[]][] = [];
	const take = (table: string, ids: string[]) => {
		if (apart.includes(table)) return;
		const known = owned.get(table) ?? new Set();
		owned.set(table, known);
		const news = ids.filter((id) => !known.has(id));
		for (const id of news) known.add(id);
		if (news.length) fresh.push([table, news]);
	};
	const found = async (table: string, where: Value) =>
		(await sql<{ id: string }>`select ctid::text as id from ${sql.table(table)} where ${where}`.execute(db)).rows.map(
			({ id }) => id
		);
	take('people', await found('people', sql`id = ${person.id}`));
	for (const { table, column, kind } of await wordColumns(db))
		if (kind === 'text') take(table, await found(table, sql`${sql.ref(column)} = ${person.email}`));
	const all = await keys(db);
	for (let next = fresh.pop(); next; next = fresh.pop()) {
		const [to, ids] = next;
		for (const key of all.filter((one) => one.to === to && one.table !== to)) {
			const own = sql.join(key.columns.map((column) => sql.ref(column)));
			const theirs = sql.join(key.toColumns.map((column) => sql.ref(column)));
			take(
				key.table,
				await found(
					key.table,
					sql`(${own}) in (select ${theirs} from ${sql.table(to)} where ctid = any(${ids}::tid[]))`
				)
			);
		}
	}
	return owned;
}

type Made = { column: string; type: string; of: string; may_be_null: boolean };
type Value = ReturnType<typeof sql>;

async function columnsOf(db: Db, table: string): Promise<Made[]> {
	const { rows } = await sql<Made>`select column_name as column, data_type as type, udt_name as of,
			is_nullable = 'YES' as may_be_null
		from information_schema.columns where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'
			and identity_generation is distinct from 'ALWAYS' order by ordinal_position`.execute(db);
	return rows;
}

const plain: Record<string, Value> = {
	uuid: sql`gen_random_uuid()`,
	bytea: sql`convert_to(gen_random_uuid()::text, 'UTF8')`,
	boolean: sql`false`,
	jsonb: sql`'{"word": "x"}'::jsonb`,
	json: sql`'{"word": "x"}'::json`,
	text: sql`gen_random_uuid()::text`,
	date: sql`current_date`,
	'timestamp with time zone': sql`now()`,
	tsvector: sql`to_tsvector('simple', 'word')`
};

/** What a column is given first: of an interval, its end comes later; what need not be said and is no words, is not. */
function first({ column, type, of, may_be_null }: Made): Value {
	if (type === 'ARRAY') return of === '_text' ? sql`'{word}'` : sql`'{}'`;
	if (may_be_null && !kinds[type]) return sql`null`;
	if (/^(ends|expires|closes|valid)_|_(until|by)$/.test(column) && type.startsWith('timestamp'))
		return sql`now() + interval '2 hours'`;
	return plain[type] ?? sql`1`;
}

/** Who somebody is to a row by this key: whom it is about. Who worked on it, as staff, is not. */
const isAbout = (column: string) => !/(^|_)by(_id)?$/.test(column);

/**
 * Adds a row of this person's to every table that could have one and has none: each that names a table of theirs or an
 * address, so that a table that comes later is met by itself. Answers with those the store takes none for.
 */
export async function addMissing(db: Db, person: { id: string; email: string }, apart: string[]): Promise<string[]> {
	const all = (await keys(db)).filter((key) => !apart.includes(key.table) && key.table !== key.to);
	const addressed = (await wordColumns(db)).filter(({ column }) => /^(email|to_address)$/.test(column));
	const failed = new Set<string>();
	for (let isNew = true; isNew;) {
		isNew = false;
		const owned = await rowsOf(db, person, apart);
		const has = (table: string) => (owned.get(table)?.size ?? 0) > 0;
		const wanted = new Map<string, Map<string, Value>>();
		for (const { table, column } of addressed)
			if (!has(table) && !apart.includes(table)) wanted.set(table, new Map([[column, sql`${person.email}`]]));
		for (const key of all) {
			if (has(key.table) || !has(key.to) || !key.columns.every(isAbout)) continue;
			const parent = [...owned.get(key.to)!][0]!;
			const values = wanted.get(key.table) ?? new Map();
			key.columns.forEach((column, at) =>
				values.set(
					column,
					sql`(select ${sql.ref(key.toColumns[at]!)} from ${sql.table(key.to)} where ctid = ${parent}::tid)`
				)
			);
			wanted.set(key.table, values);
		}
		for (const [table, values] of wanted) {
			if (failed.has(table)) continue;
			if (await insertOne(db, table, { values, keys: all, person })) isNew = true;
			else failed.add(table);
		}
	}
	const owned = await rowsOf(db, person, apart);
	return [...failed].filter((table) => !owned.get(table)?.size).sort();
}

type Given = { values: Map<string, Value>; keys: Key[]; person: { id: string } };

/** Puts one row in, its other columns filled with what their types and rules take. */
async function insertOne(db: Db, table: string, { values, keys: all, person }: Given): Promise<boolean> {
	const columns = await columnsOf(db, table);
	const row = new Map(columns.map((one) => [one.column, values.get(one.column) ?? first(one)]));
	for (const { table: of, columns: own, to, toColumns } of all) {
		if (of !== table) continue;
		if (own.every((column) => values.has(column))) continue;
		await needed(db, to, { keys: all, person });
		own.forEach((column, at) => {
			// Whoever worked on it is somebody else.
			const other = to === 'people' ? sql`where id <> ${person.id}` : sql``;
			const one = sql`(select ${sql.ref(toColumns[at]!)} from ${sql.table(to)} ${other} limit 1)`;
			if (!values.has(column) && (to === 'people' || !columns.find((had) => had.column === column)?.may_be_null))
				row.set(column, one);
		});
	}
	const tried = new Map<string, number>();
	for (let tries = 0; tries < 40; tries++) {
		const fault = await db
			.transaction()
			.execute(async (tx) => {
				await sql`set local session_replication_role = replica`.execute(tx);
				const names = sql.join([...row.keys()].map((column) => sql.ref(column)));
				await sql`insert into ${sql.table(table)} (${names}) overriding system value values (${sql.join([...row.values()])})`.execute(
					tx
				);
			})
			.then(
				() => undefined,
				(error: { code: string; constraint?: string; column?: string }) => error
			);
		if (!fault) return true;
		if (process.env.CANARY_WHY) console.error(table, fault.constraint, String(fault));
		if (!fault.constraint) return false;
		const nth = tried.get(fault.constraint) ?? 0;
		tried.set(fault.constraint, nth + 1);
		if (!(await otherwise(db, { table, row, columns, nth, keep: values }, fault.constraint))) return false;
	}
	return false;
}

/** A row for others to name, where there is none at all. */
async function needed(db: Db, table: string, given: Omit<Given, 'values'>): Promise<void> {
	const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(db);
	if (rows.length === 0) await insertOne(db, table, { values: new Map(), ...given });
}

type Trying = { table: string; row: Map<string, Value>; columns: Made[]; nth: number; keep: Given['values'] };

/** Other values for the columns a rule holds: the first it names, then such as hashes and counts are, then nothing. */
async function otherwise(db: Db, { table, row, columns, nth, keep }: Trying, rule: string): Promise<boolean> {
	const { rows } = await sql<{ said: string; held: string[] }>`select pg_get_constraintdef(oid) as said, array(
			select attname::text from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as held
		from pg_constraint where conname = ${rule} and conrelid = ${table}::regclass`.execute(db);
	const found = rows[0];
	if (!found) return false;
	const literals = [...found.said.matchAll(/'([^']*)'::text/g)].map(([, text]) => text!);
	const number = /\d+/.exec(found.said)?.[0];
	const free = columns.filter(({ column }) => found.held.includes(column) && !keep.has(column));
	const ways: ((one: Made) => Value | undefined)[] = [
		...literals.slice(0, 6).map((literal) => (one: Made) => (one.type === 'text' ? sql`${literal}` : undefined)),
		(one) => (one.may_be_null ? sql`null` : undefined),
		(one) => (one.type === 'text' ? sql`${'ab'.repeat(32)}` : undefined),
		(one) => (one.type === 'text' ? sql`'word'` : undefined),
		(one) => (number && one.type === 'integer' ? sql`${number}::int` : undefined),
		(one) =>
			one.type.startsWith('timestamp') ? sql`now() + ${one.column.length}::int * interval '1 hour'` : undefined,
		(one) => (one.type === 'jsonb' ? sql`'["word"]'::jsonb` : undefined),
		(one) => (one.type === 'boolean' ? sql`true` : undefined)
	];
	const way = ways[nth];
	if (!way) return false;
	for (const one of free) {
		const value = way(one);
		if (value) row.set(one.column, value);
	}
	return true;
}

const filled: Record<Column['kind'], (column: string, word: string) => Value> = {
	text: (_, word) => sql`${word}`,
	texts: (_, word) => sql`array[${word}]`,
	bytes: (_, word) => sql`convert_to(${word}, 'UTF8')`,
	// Each text in it, wherever it stands, and no name or number.
	json: (column, word) =>
		sql`regexp_replace(${sql.ref(column)}::text, '(: |\\[|, )"[^"\\\\]*"(?!:)', ${`\\1"${word}"`}, 'g')::jsonb`
};

/**
 * Leaves a word of its own in every column of these rows that takes it, which no other row has; answers with the words by
 * `table.column`. What a rule of the store keeps to a few values, or a hash's length, takes none.
 */
export async function plantCanaries(db: Db, rows: Rows, email: string): Promise<Map<string, string>> {
	const words = new Map<string, string>();
	for (const { table, column, kind } of await wordColumns(db)) {
		for (const [nth, id] of [...(rows.get(table) ?? [])].entries()) {
			const word = `canary-${table}-${column}-${nth}-x`;
			const isIn = await fill(db, { table, column, kind }, id, { word, email });
			if (isIn) {
				words.set(`${table}.${column}`, word);
				rows.get(table)!.delete(id);
				rows.get(table)!.add(isIn);
			}
		}
	}
	return words;
}

/** Answers with where the row is now; undefined where it takes no such word, or has nothing to say there. */
async function fill(
	db: Db,
	{ table, column, kind }: Column,
	id: string,
	{ word, email }: { word: string; email: string }
): Promise<string | undefined> {
	const of = sql.ref(column);
	const isEmpty = kind === 'json' ? sql`${of} is null or ${of}::text !~ '"'` : sql`${of} is null`;
	// Their address is a word of theirs as it is, and what links a row to them.
	const isKept = kind === 'text' ? sql`${of} = ${email}` : sql`false`;
	return db
		.transaction()
		.execute(async (tx) => {
			await sql`set local session_replication_role = replica`.execute(tx); // no triggers: the rows are put there, not written
			const { rows } = await sql<{ id: string }>`update ${sql.table(table)} set ${of} = ${filled[kind](column, word)}
				where ctid = ${id}::tid and not (${isEmpty}) and not (${isKept}) returning ctid::text as id,
				position(${word} in ${kind === 'bytes' ? sql`encode(${of}, 'escape')` : sql`${of}::text`}) > 0 as has`.execute(tx);
			return rows[0]?.id;
		})
		.catch(() => undefined);
}

/** The whole store as text, by `table.column`, bytes as they are. */
export async function dumped(db: Db): Promise<Map<string, string>> {
	const texts = new Map<string, string>();
	for (const { table, column, kind } of await wordColumns(db)) {
		const of = kind === 'bytes' ? sql`encode(${sql.ref(column)}, 'escape')` : sql`${sql.ref(column)}::text`;
		const { rows } = await sql<{ all: string | null }>`
			select string_agg(${of}, ' ') as all from ${sql.table(table)}`.execute(db);
		texts.set(`${table}.${column}`, rows[0]!.all ?? '');
	}
	return texts;
}
