import { equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { serve } from '#lib/db.server.ts';
import { tell } from '../scripts/template.mjs';
import { openDatabase } from '../start/database.mjs';
import type { Settings } from '../start/settings.mjs';
import { freshDatabase } from '../tests/database.ts';
import { migrate } from './migrate.ts';

const as = (login: string, url: string, database: string) =>
	url.replace(/^(\w+:\/\/)[^@/]*@([^/]*)\/[^?]*/, `$1${login}@$2/${database}`);

test('a login that is no superuser owns the tables and serves as who owns nothing; one that may not is refused in words', async () => {
	const { url, drop } = await freshDatabase();
	const name = `own_${process.pid}`;
	const [may, mayNot] = [`${name}_may`, `${name}_may_not`];
	await tell(url, `create role ${may} login createrole`);
	await tell(url, `create role ${mayNot} login`);
	await tell(url, `create database ${name} owner ${may} template template0`);
	// A server's first: whoever migrated another database on it has made the role, and given it to itself.
	await tell(url, `grant madang_web to ${may}`);
	const own = as(may, url, name);
	const serving = serve(own, 1);
	try {
		await migrate(own);
		const db = serving.within('all');
		const { rows } = await sql<{ who: string; hosts: number }>`
			select current_user as who, (select count(*) from hosts) as hosts`.execute(db);
		equal(rows[0]!.who, 'madang_web');
		await rejects(sql`update journal set about = ''`.execute(db), /permission denied/);
		await rejects(sql`alter table journal disable trigger all`.execute(db), /must be owner/);
		const foreign = as(mayNot, url, name);
		await rejects(openDatabase({ databaseUrl: foreign, ownerUrl: foreign } as Settings), (fault: Error) => {
			match(fault.message, /grant madang_web to/);
			return true;
		});
	} finally {
		await serving.destroy();
		await tell(url, `drop database ${name} with (force)`);
		for (const login of [may, mayNot]) await tell(url, `drop role ${login}`);
		await drop();
	}
});
