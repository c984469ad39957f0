import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** How often the row of a receipt can be inserted: one row, one transaction, 64 clients, durable. */
export type Peer = { name: string; insert: string; rate: (seconds: number) => Promise<number> };

/**
 * The peer of a submit: its receipt's row, as long and with the same indexes and references, by `pgbench`; where that is
 * not installed, by 64 connections of our own.
 */
export async function openPeer(url: string, folder: string): Promise<Peer> {
	const insert = await prepare(url);
	const socket = new URL(url.replace('@/', '@localhost/')).searchParams.get('host')!;
	if (spawnSync('pgbench', ['--version']).error)
		return { name: 'our own loop', insert, rate: (s) => ownLoop(url, insert, s) };
	const script = join(folder, 'receipt.sql');
	writeFileSync(script, `${insert};\n`);
	const args = ['-h', socket, '-U', 'postgres', '-n', '-M', 'prepared', '-c', '64', '-j', '2', '-f', script];
	return {
		name: 'pgbench',
		insert,
		rate: async (seconds) => {
			const { stdout, stderr } = spawnSync('pgbench', [...args, '-T', String(seconds), 'madang'], { encoding: 'utf8' });
			const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
			if (!tps) throw new Error(`pgbench: ${stderr}`);
			return Number(tps);
		}
	};
}

async function prepare(url: string): Promise<string> {
	const client = new pg.Client(url);
	await client.connect();
	await client.query(`create table peer (like receipts including all);
		alter table peer add foreign key (application_id) references applications`);
	const { rows } = await client.query<{ id: string }>(`select id from applications limit 1`);
	await client.end();
	const text = (length: number) => `'${'x'.repeat(length)}'`;
	return `insert into peer (application_id, intent, number, answers, content_hash, salt, submitted_at, body, signature)
		values ('${rows[0]!.id}', gen_random_uuid(), 'SEOUL-0001',
		'{"proposal":"${'가'.repeat(290)}","organisation_name":"소리"}', ${text(64)}, ${text(64)}, now(), ${text(420)}, ${text(86)})`
		.split(/\s*\n\s*/)
		.join(' ');
}

async function ownLoop(url: string, insert: string, seconds: number): Promise<number> {
	const pool = new pg.Pool({ connectionString: url, max: 64 });
	const until = performance.now() + seconds * 1000;
	let count = 0;
	const caller = async () => {
		for (; performance.now() < until; count++) await pool.query({ name: 'peer', text: insert });
	};
	await Promise.all(Array.from({ length: 64 }, caller));
	await pool.end();
	return count / seconds;
}
