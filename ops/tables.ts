import type pg from 'pg';

/** A table as it is copied: its name, and the columns that are written (what is generated is made again). */
export type Table = { name: string; columns: string[] };

/** Every table of ours, each after those it names, so that they can be filled in this order. */
export async function tablesInOrder(client: pg.Client): Promise<Table[]> {
	const { rows } = await client.query<{ name: string; columns: string[]; names: string[] }>(`
		select c.relname as name,
			array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
				and attgenerated = '' order by attnum) as columns,
			array(select distinct o.relname::text from pg_constraint join pg_class o on o.oid = confrelid
				where conrelid = c.oid and contype = 'f' and confrelid <> conrelid) as names
		from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
		order by c.relname`);
	const waiting = new Map(rows.map((row) => [row.name, row]));
	const ordered: Table[] = [];
	while (waiting.size > 0) {
		const free = [...waiting.values()].filter(({ names }) => !names.some((name) => waiting.has(name)));
		if (free.length === 0) throw new Error(`These tables name each other: ${[...waiting.keys()].join(', ')}`);
		for (const { name, columns } of free) {
			waiting.delete(name);
			ordered.push({ name, columns });
		}
	}
	return ordered;
}

/** A table with its columns, as SQL writes it. */
export const asSql = ({ name, columns }: Table) => `"${name}" (${columns.map((column) => `"${column}"`).join(', ')})`;

/** The number of the first line of the journal that does not follow from the one before it; null when all do. */
export async function brokenLine(client: pg.Client): Promise<number | null> {
	const { rows } = await client.query<{ seq: number }>(`
		select seq from (
			select seq, hash, lag(hash) over (order by seq) as before, sha256(lag(hash) over (order by seq)
				|| convert_to(journal_text(journal), 'UTF8')) as due, lag(seq) over (order by seq) as last
			from journal
		) as lines where before is not null and (hash <> due or seq <> last + 1)
		union all select head.seq from journal_head head where head.seq > 0
			and not exists (select from journal where journal.seq = head.seq and journal.hash = head.hash)
		order by seq limit 1`);
	return rows[0] ? Number(rows[0].seq) : null;
}
