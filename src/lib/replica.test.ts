import { equal, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { startPostgres } from '../../start/postgres.mjs';
import { openStandby } from '../../tests/standby.ts';
import { connect, type Db } from './db.server.ts';
import { watchReplica } from './replica.server.ts';

/** Waits until it is so, ten seconds at most. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((done) => setTimeout(done, 20)))
		if (await isSo()) return;
	throw new Error(`not in ten seconds: ${isSo}`);
}

const words = async (db: Db) => (await sql<{ word: string }>`select word from words order by word`.execute(db)).rows;

test('a replica is asked while it keeps up, not when it lags, breaks or is promoted, and again when it is back', async (t) => {
	const folder = mkdtempSync(join(tmpdir(), 'madang-replica-'));
	const [home, away] = [join(folder, 'home'), join(folder, 'away')];
	const store = await startPostgres({ dataDir: home });
	const db = connect(store.url, 2);
	await sql`create table words (word text)`.execute(db);
	await sql`grant select on words to madang_web`.execute(db);
	let standby = await openStandby(home, away);
	const replica = watchReplica(db, standby.url, { everyMs: 50, patienceMs: 500 });
	t.after(async () => {
		await replica.stop();
		await db.destroy();
		await standby.stop();
		await store.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	await until(() => replica.fresh() !== null);
	await sql`insert into words values ('told')`.execute(db);
	await until(async () => (await words(replica.fresh()!.within('all'))).length === 1);

	const beside = connect(standby.url, 1);
	await sql`select pg_wal_replay_pause()`.execute(beside);
	await sql`insert into words values ('late')`.execute(db);
	await until(() => replica.fresh() === null);
	await sql`select pg_wal_replay_resume()`.execute(beside);
	await beside.destroy();
	await until(() => replica.fresh() !== null);

	await standby.stop();
	await until(() => replica.fresh() === null);
	standby = await startPostgres({ dataDir: away });
	await until(() => replica.fresh() !== null);

	await store.stop();
	await new Promise((done) => setTimeout(done, 300));
	ok(replica.fresh(), 'the copy answers while the store is away');
	equal((await words(replica.fresh()!.within('all'))).length, 2);
	await startPostgres({ dataDir: home });
	await until(() => replica.fresh() !== null);

	const promoter = connect(standby.url, 1);
	await sql`select pg_promote()`.execute(promoter);
	await promoter.destroy();
	await until(() => replica.fresh() === null);
});
