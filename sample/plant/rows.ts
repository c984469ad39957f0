import type { InsertObject } from 'kysely';
import type { DB } from '#db/tables.ts';
import type { Tx } from '#lib/db.server.ts';

/** Inserts many rows in few statements; PostgreSQL takes at most 65,535 parameters in one. */
export async function insertAll<T extends keyof DB>(tx: Tx, table: T, rows: InsertObject<DB, T>[]): Promise<void> {
	for (const chunk of chunks(rows)) await tx.insertInto(table).values(chunk).execute();
}

/** Rows in groups that fit one statement. */
export function chunks<T>(rows: T[], size = 1000): T[][] {
	return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => rows.slice(at * size, (at + 1) * size));
}

/** A value by its key, which the generator has made sure of. */
export function must<K, V>(map: Map<K, V>, key: K): V {
	const value = map.get(key);
	if (value === undefined) throw new Error(`the sample programme names ${String(key)}, which it does not have`);
	return value;
}
