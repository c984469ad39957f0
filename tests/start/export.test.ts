// What a host takes along when it leaves: all that is its own, nothing of another's, and no key to anything.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { startPostgres } from '../../start/postgres.mjs';
import { madang, scratchFolder } from './madang.ts';

type Row = Record<string, unknown>;

test('everything of a host goes along, nothing of another’s, and nothing that lets anybody in', async (t) => {
	const [home, shelf] = [scratchFolder(t), scratchFolder(t)];
	const env = { DATA_DIR: home, SAMPLE_APPLICATIONS: '20' };
	const server = await startPostgres({ dataDir: home }); // the commands use it as they would a running program's
	const planted = await madang(['sample'], env);
	equal(planted.code, 0, planted.said);
	match(planted.said, /organiser@madang.example/);
	match((await madang(['sample'], env)).said, /There is a host here already/);

	const client = new pg.Client({ connectionString: server.url });
	await client.connect();
	const one = async <T extends Row>(text: string, values: unknown[] = []) =>
		(await client.query<T>(text, values)).rows[0]!;
	const { slug, id: host } = await one<{ slug: string; id: string }>(
		`select hosts.slug, hosts.id from hosts join calls on host_id = hosts.id join applications on call_id = calls.id
			group by hosts.id order by count(*) desc limit 1`
	);
	const { call, applicant } = await one<{ call: string; applicant: string }>(
		`select calls.id as call, applicant_id as applicant from applications join calls on calls.id = call_id
			where host_id = $1 limit 1`,
		[host]
	);
	const { id: file } = await one<{ id: string }>(
		`insert into attachments (call_id, applicant_id, field, name, size, received, begun_at, touched_at, completed_at, kind, sha256)
			values ($1, $2, 'deck', 'deck.pdf', 4, 4, now(), now(), now(), 'pdf', repeat('a', 64)) returning id`,
		[call, applicant]
	);
	mkdirSync(join(home, 'files', file.slice(0, 2)), { recursive: true });
	writeFileSync(join(home, 'files', file.slice(0, 2), file), 'deck');
	await client.query(
		`update applications set answers = '{"x":"canary of a draft"}' where id in
			(select id from applications where call_id = $1 limit 1)`,
		[call]
	);
	// Another host invites to the same stop, and the same person has applied there.
	await client.query(`insert into hosts (slug, name, made_at) values ('away', '{"ko":"먼 곳","en":"Away"}', now())`);
	const { other } = await one<{ other: string }>(
		`insert into calls select (jsonb_populate_record(calls, jsonb_build_object('id', gen_random_uuid(), 'slug', 'away-2026',
			'host_id', (select id from hosts where slug = 'away'), 'title', jsonb_build_object('ko', 'canary of another')))).*
			from calls where id = $1 returning id as other`,
		[call]
	);
	await client.query('insert into applications (call_id, applicant_id, saved_at) values ($1, $2, now())', [
		other,
		applicant
	]);

	const folder = join(shelf, 'taken');
	const taken = await madang(['export', slug, folder], env);
	equal(taken.code, 0, taken.said);
	match((await madang(['export', slug, folder], env)).said, /is there already/);
	match((await madang(['export', 'nowhere', join(shelf, 'x')], env)).said, /There is no host "nowhere"/);

	const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
		rows: Record<string, number>;
		missing: string[];
	};
	const rows = (name: string) =>
		readFileSync(join(folder, 'tables', `${name}.jsonl`), 'utf8')
			.split('\n')
			.filter(Boolean)
			.map((line) => JSON.parse(line) as Row);
	for (const [table, sql] of Object.entries({
		hosts: 'select count(*)::int from hosts where id = $1',
		calls: 'select count(*)::int from calls where host_id = $1',
		applications: 'select count(*)::int from applications join calls on calls.id = call_id where host_id = $1',
		receipts: `select count(*)::int from receipts join applications on applications.id = application_id
			join calls on calls.id = call_id where host_id = $1`,
		reviews: `select count(*)::int from reviews join applications on applications.id = application_id
			join calls on calls.id = call_id where host_id = $1`,
		sessions: 'select count(*)::int from sessions join stops on stops.id = stop_id where host_id = $1',
		questions: `select count(*)::int from questions join sessions on sessions.id = session_id
			join stops on stops.id = stop_id where host_id = $1`
	})) {
		const { count } = await one<{ count: number }>(sql, [host]);
		deepEqual([table, manifest.rows[table], rows(table).length], [table, count, count]);
		ok(count > 0 || ['reviews', 'questions'].includes(table), table);
	}
	ok(rows('people').some(({ id }) => id === applicant));
	equal(readFileSync(join(folder, 'files', file), 'utf8'), 'deck');

	const everything = readdirSync(join(folder, 'tables'))
		.map((name) => readFileSync(join(folder, 'tables', name), 'utf8'))
		.join('\n');
	for (const canary of ['canary of a draft', 'canary of another']) ok(!everything.includes(canary), canary);
	type Schema = Record<string, { columns: { name: string }[] }>;
	const schema = JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8')) as Schema;
	const open = Object.values(schema)
		.flatMap(({ columns }) => columns.map(({ name }) => name))
		.filter((name) => /token_hash|secret|pass_code/.test(name));
	deepEqual(open, []);
	const { secret } = await one<{ secret: string }>('select secret from tickets limit 1');
	ok(secret.length > 8 && !everything.includes(secret), 'a ticket’s secret stays');
	ok(!('sign_ins' in manifest.rows) && !('signing_keys' in manifest.rows));
	await client.end();
	await server.stop();
});
