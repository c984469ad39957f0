// What a time without the program needs, in its test and in its bench: who announces meanwhile, and where it is read.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inOneWord, newKey } from '#lib/signing.server.ts';
import { ask, type Ending } from './madang.ts';

/** A web server of another machine, which knows of nothing but the folder; its address. */
export async function elsewhere(t: Ending, folder: string): Promise<string> {
	const server = http.createServer((request, response) => {
		const file = join(folder, request.url === '/' ? 'index.html' : request.url!);
		if (!existsSync(file)) return void response.writeHead(404).end();
		response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(readFileSync(file));
	});
	t.after(() => void server.close());
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Asks every tenth of a second, for half a minute. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
	for (let tries = 0; tries < 300; tries++) {
		if (await isSo()) return;
		await new Promise((done) => setTimeout(done, 100));
	}
	throw new Error('It did not come to it.');
}

/** Two organisers of the sample's host, each with a key in a file. */
export async function keyed(home: string, folder: string): Promise<string[]> {
	const [host] = (await ask(home, `select host_id as id from calls where slug = 'seoul-2026'`)) as { id: string }[];
	const people = (await ask(home, `select id from people order by made_at, id limit 2`)) as { id: string }[];
	return Promise.all(
		people.map(async ({ id }, nth) => {
			const key = newKey();
			await ask(
				home,
				`insert into roles (person_id, role, host_id, given_at) values ('${id}', 'organiser', '${host!.id}', now()) on conflict do nothing`
			);
			await ask(
				home,
				`insert into announcement_keys (host_id, person_id, public_key, made_at) values ('${host!.id}', '${id}', '${key.publicKey}', now());
				insert into journal (seq, hash, at, verb, about, detail) values (0, '', now(), 'announcement.key-made', 'x', '{}')`
			);
			const file = join(folder, `key-${nth}`);
			writeFileSync(file, inOneWord(key));
			return file;
		})
	);
}

export type Opened = { slug: string; closes_at: Date };

/** The embedded database keeps what was asked of it alone; a call is opened anew for the days to come. */
export async function openCall(home: string): Promise<Opened> {
	const [call] = await ask(
		home,
		`update calls set opens_at = now() - interval '1 day', closes_at = date_trunc('minute', now()) + interval '3 hours',
		review_until = now() + interval '5 days', draw_at = now() + interval '6 days' where slug = 'seoul-2026' returning slug, closes_at`
	);
	return call as Opened;
}
