import pg from 'pg';

const tables = `select table_name as name from information_schema.tables
	where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'migrations' order by 1`;

const columns = `select attname || ' ' || format_type(atttypid, atttypmod)
		|| case when attnotnull then ' not null' else '' end
		|| case attidentity when 'a' then ' generated always as identity' else '' end
		|| coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
	from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
	where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`;

// 'n' (not null) is a constraint of its own only from PostgreSQL 18 on; the column says it already.
const constraints = `select pg_get_constraintdef(oid) as line from pg_constraint
	where conrelid = $1::regclass and contype <> 'n' and contype <> 't' order by contype desc, conname`;

const indexes = `select pg_get_indexdef(indexrelid) || ';' as line from pg_index
	where indrelid = $1::regclass and not exists (select from pg_constraint where conindid = indexrelid) order by 1`;

const triggers = `select pg_get_triggerdef(oid) || ';' as line from pg_trigger
	where tgrelid = $1::regclass and not tgisinternal order by tgname`;

const rights = `select 'grant ' || string_agg(lower(privilege_type), ', ' order by privilege_type) || ' on ' || $1 || ' to madang_web;' as line
	from information_schema.table_privileges where table_schema = 'public' and table_name = $1 and grantee = 'madang_web'
	having count(*) > 0`;

const policies = `select 'create policy ' || policyname || ' on ' || tablename
		|| case cmd when 'ALL' then '' else ' for ' || lower(cmd) end
		|| coalesce(' using (' || regexp_replace(qual, '\\s+', ' ', 'g') || ')', '')
		|| case when with_check is distinct from qual
			then coalesce(' with check (' || regexp_replace(with_check, '\\s+', ' ', 'g') || ')', '') else '' end || ';' as line
	from pg_policies where schemaname = 'public' and tablename = $1 order by policyname`;

// Those that an extension brings are its own to tell.
const functions = `select pg_get_functiondef(oid) as line from pg_proc
	where pronamespace = 'public'::regnamespace
		and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e')
	order by proname`;

const extensions = `select 'create extension if not exists ' || extname || ';' as line from pg_extension
	where extname <> 'plpgsql' order by extname`;

/**
 * The whole store on one page, as SQL, read from the catalogue of a migrated database. The same on every version of
 * PostgreSQL from 14 on, so that a test can compare it.
 */
export async function describe(url: string): Promise<string> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const lines = async (sql: string, ...table: string[]) =>
			(await client.query<{ line: string }>(sql, table)).rows.map(({ line }) => line);
		const page = [
			'-- Written by `node scripts/write-schema.ts` from a migrated database. Change the migrations, not this page.',
			...(await lines(extensions)),
			''
		];
		for (const { name } of (await client.query<{ name: string }>(tables)).rows) {
			const inside = [...(await lines(columns, name)), ...(await lines(constraints, name))];
			page.push(`create table ${name} (`, inside.map((line) => `\t${line}`).join(',\n'), ');');
			page.push(...(await lines(indexes, name)), ...(await lines(triggers, name)));
			page.push(...(await lines(rights, name)), ...(await lines(policies, name)), '');
		}
		page.push(...(await lines(functions)).map((line) => line.trimEnd() + ';\n'));
		return page.join('\n');
	} finally {
		await client.end();
	}
}
