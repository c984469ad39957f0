import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { freshDatabase } from '../../tests/database.ts';
import { connect, reading, serve, together } from './db.server.ts';

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

test('where the server has no connection left, a question waits for one', async (t) => {
	const { url, drop } = await freshDatabase();
	const owner = connect(url, 1);
	const role = `only_one_${process.pid}`;
	await sql.raw(`create role ${role} login connection limit 1 in role madang_web`).execute(owner);
	const own = new URL(url.replace('@/', '@localhost/'));
	own.username = role;
	const stores = [serve(String(own), 1), serve(String(own), 1)] as const;
	t.after(async () => {
		await stores[1].destroy();
		await sql.raw(`drop role ${role}`).execute(owner);
		await owner.destroy();
		await drop();
	});
	const ask = (nth: 0 | 1) => reading(stores[nth].within('all')).selectFrom('hosts').select('id').execute();
	deepEqual(await ask(0), []);
	const waiting = ask(1);
	await new Promise((done) => setTimeout(done, 200));
	await stores[0].destroy();
	deepEqual(await waiting, []);
});

test('what is asked again and again keeps its plan, and goes on where a migration adds a column meanwhile', async (t) => {
	const { url, drop } = await freshDatabase();
	const [owner, serving] = [connect(url, 1), serve(url, 1)];
	t.after(async () => {
		await Promise.all([owner.destroy(), serving.destroy()]);
		await drop();
	});
	const db = serving.within('all');
	const within = () => together(db, (tx) => tx.selectFrom('hosts').selectAll().orderBy('slug').execute());
	const ask = () => reading(db).selectFrom('hosts').selectAll().execute();
	const plans = async () => {
		const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
		return rows.filter(({ statement }) => statement.includes('from "hosts"')).length;
	};
	for (let n = 0; n < 5; n++) await Promise.all([ask(), within()]);
	equal(await plans(), 1);
	await sql`alter table hosts add column another text`.execute(owner);
	deepEqual(await Promise.all([ask(), ask(), within()]), [[], [], []]);
});
