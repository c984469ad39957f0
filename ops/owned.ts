import pg from 'pg';
import { tablesInOrder } from './tables.ts';

type Column = { name: string; type: string };
/** What a table names in another: the columns on both sides, and whether every row does. */
type Names = { columns: string[]; of: string; keys: string[]; always: boolean };
/** A table of one host: its columns that may be taken along, what it names, and its rows as a query. */
export type Owned = { name: string; columns: Column[]; names: Omit<Names, 'always'>[]; rows: string };

/** What is taken along of whom the host's rows name: tables that belong to nobody alone. */
const around = ['people', 'organisations', 'tours', 'letters'];
/** What signs and lets in, and what machines keep for themselves. */
const withheldTables = [
	'sign_ins',
	'head_links',
	'provider_askings',
	'webhook_secrets',
	'webhook_messages',
	'webhook_tries',
	'token_answers',
	'token_sights',
	'token_uses'
];
const withheldColumns: Record<string, string[]> = {
	applications: ['answers'], // a draft is its applicant's; what was submitted is in the receipts
	offers: ['note', 'contact'], // each side's own; what both released is in contact_releases
	attendees: ['pass_code'],
	providers: ['client_secret'],
	tickets: ['secret'],
	door_devices: ['salt', 'public_key'],
	letters: ['body', 'attachments'] // what is left to send may hold a personal link
};
/** What stands for a column that is not always the host's to read. */
const veiled: Record<string, Record<string, string>> = {
	followup_steps: { note: `case when is_shared then note else '' end` }
};

/**
 * The tables that hold rows of a host, each after those it names. A row is a host's when the row it hangs on is: by the
 * first of these that it names: the host, its call, its application, anything else, its session, its stop.
 */
export async function ownedTables(client: pg.Client, hostId: string): Promise<Owned[]> {
	const [order, columns, names] = await Promise.all([tablesInOrder(client), columnsOf(client), namesOf(client)]);
	const where = new Map([['hosts', `"hosts".id = ${pg.escapeLiteral(hostId)}`]]);
	for (const { name } of order) {
		if (where.has(name) || around.includes(name) || withheldTables.includes(name)) continue;
		const homes = homesOf(name, names.get(name) ?? [], where);
		if (homes.length > 0) where.set(name, homes.map((home) => `(${home})`).join(' or '));
	}
	const owned = order.filter(({ name }) => where.has(name)).map(({ name }) => name);
	for (const name of around) where.set(name, namedBy(name, owned, { where, names }));
	return order
		.filter(({ name }) => where.has(name))
		.map(({ name }) => ownedTable(name, { columns: columns.get(name)!, names: names.get(name) ?? [], where }));
}

const ranks = ['host_id', 'call_id', 'application_id'];
const lastRanks = ['session_id', 'stop_id'];
const rankOf = ({ columns: [column] }: Names): number => {
	const [first, last] = [ranks.indexOf(column!), lastRanks.indexOf(column!)];
	if (first >= 0) return first;
	return last >= 0 ? 4 + last : 3;
};

/** By what the rows of a table are a host's: what each row names, or else any of what some of them do. */
function homesOf(name: string, names: Names[], where: Map<string, string>): string[] {
	const known = names.filter(({ of }) => of !== name && where.has(of));
	const always = known.filter((one) => one.always).sort((one, other) => rankOf(one) - rankOf(other));
	return (always.length > 0 ? always.slice(0, 1) : known).map((one) => pointsInto(name, one, where.get(one.of)!));
}

const list = (table: string, columns: string[]) => columns.map((column) => `"${table}"."${column}"`).join(', ');

const pointsInto = (name: string, { columns, of, keys }: Names, condition: string) =>
	`(${list(name, columns)}) in (select ${list(of, keys)} from "${of}" where ${condition})`;

function namedBy(
	name: string,
	owned: string[],
	{ where, names }: { where: Map<string, string>; names: Map<string, Names[]> }
): string {
	const from = owned.flatMap((other) =>
		(names.get(other) ?? [])
			.filter(({ of }) => of === name)
			.map(
				({ columns, keys }) =>
					`(${list(name, keys)}) in (select ${list(other, columns)} from "${other}" where ${where.get(other)!})`
			)
	);
	return from.join(' or ') || 'false';
}

function ownedTable(
	name: string,
	{ columns, names, where }: { columns: Column[]; names: Names[]; where: Map<string, string> }
): Owned {
	const shown = columns.filter(
		(column) => !withheldColumns[name]?.includes(column.name) && (column.type !== 'bytea' || name === 'journal')
	);
	const picked = shown.map((column) => {
		const veil = veiled[name]?.[column.name];
		return veil ? `${veil} as "${column.name}"` : `"${name}"."${column.name}"`;
	});
	return {
		name,
		columns: shown,
		names: names.map(({ columns: own, of, keys }) => ({ columns: own, of, keys })),
		rows: `select ${picked.join(', ')} from "${name}" where ${where.get(name)!}`
	};
}

async function columnsOf(client: pg.Client): Promise<Map<string, Column[]>> {
	const { rows } = await client.query<{ table: string; columns: Column[] }>(`
		select c.relname as table, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
			order by a.attnum) as columns
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname`);
	return new Map(rows.map(({ table, columns }) => [table, columns]));
}

async function namesOf(client: pg.Client): Promise<Map<string, Names[]>> {
	const { rows } = await client.query<{ table: string; names: Names[] }>(`
		select c.relname as table, json_agg(json_build_object('of', o.relname, 'columns', k.columns, 'keys', k.keys,
			'always', k.always) order by f.conname) as names
		from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class o on o.oid = f.confrelid
		cross join lateral (
			select array_agg(own.attname::text order by nth) as columns, array_agg(theirs.attname::text order by nth) as keys,
				bool_and(own.attnotnull) as always
			from unnest(f.conkey, f.confkey) with ordinality as pair(mine, other, nth)
			join pg_attribute own on own.attrelid = f.conrelid and own.attnum = mine
			join pg_attribute theirs on theirs.attrelid = f.confrelid and theirs.attnum = other
		) as k
		where f.contype = 'f' and c.relnamespace = 'public'::regnamespace group by c.relname`);
	return new Map(rows.map(({ table, names }) => [table, names]));
}
