import type pg from 'pg';

/**
 * How often a second the bare guarded statement is decided, taken or not: so many people, a row with so many places, as
 * many connections as the server has, durable.
 */
export async function bareRate(
	pool: pg.Pool,
	{ capacity, count }: { capacity: number; count: number }
): Promise<number> {
	await pool.query(
		'create table if not exists bare (id serial primary key, capacity integer, taken integer default 0)'
	);
	const { rows } = await pool.query<{ id: number }>('insert into bare (capacity) values ($1) returning id', [capacity]);
	const text = 'update bare set taken = taken + 1 where id = $1 and taken + 1 <= capacity';
	const since = performance.now();
	await Promise.all(Array.from({ length: count }, () => pool.query({ name: 'bare', text, values: [rows[0]!.id] })));
	const rate = (count * 1000) / (performance.now() - since);
	await pool.end();
	return rate;
}
