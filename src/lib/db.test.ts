import { deepEqual, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { freshDatabase } from '../../tests/database.ts';
import { connect, together } from './db.server.ts';

test('a connection that breaks in the middle of a transaction fails that one alone: the next question is answered', async (t) => {
	const { url, drop } = await freshDatabase();
	const [db, other] = [connect(url, 2), connect(url, 1)];
	t.after(async () => {
		await Promise.all([db.destroy(), other.destroy()]);
		await drop();
	});
	const broken = together(db, async (tx) => {
		const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
		await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(other);
		await new Promise((done) => setTimeout(done, 100)); // it is told so while nothing is asked
		await sql`select 1`.execute(tx);
	});
	await rejects(broken);
	deepEqual((await sql<{ one: number }>`select 1 as one`.execute(db)).rows, [{ one: 1 }]);
});
