// What the running process prints when things go wrong holds nothing of what was sent to it.
import { equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { ask, scratchFolder, serving, start } from './madang.ts';

const canary = 'canary-kim';

test('faults of requests and of jobs are written down, and nothing of what was in path, query, headers or body', async (t) => {
	const dataDir = scratchFolder(t);
	const run = await serving(await start(t, { DATA_DIR: dataDir }));
	// The store refuses a row, and says the whole of it; and a job fails as well.
	await ask(dataDir, `alter table sign_in_codes add constraint broken_here check (email not like '%${canary}%')`);
	const headers = {
		...{ origin: run.address, 'user-agent': canary, 'x-forwarded-for': canary, referer: `${run.address}/${canary}` },
		...{ authorization: `Bearer ${canary}`, cookie: `sign-in=${canary}; browser=${canary}; language=${canary}` }
	};
	const send = (path: string, type?: string, body?: string) =>
		fetch(run.address + path, {
			headers: { ...headers, ...(type ? { 'content-type': type } : {}) },
			...(body === undefined ? {} : { method: 'POST', body })
		}).then(({ status }) => status);
	const form = 'application/x-www-form-urlencoded';
	equal(await send('/sign-in', form, `email=${canary}@person.test`), 500);
	for (const path of [`/${canary}`, `/calls/${canary}?q=${canary}`, `/%E0%A4%A/${canary}`, `/files/${canary}`])
		ok((await send(path)) >= 400);
	for (const path of ['/sign-in/passkey', '/api/v1/calls', '/door/sync', '/letters/bounces', `/tickets/${canary}`])
		await send(path, 'application/json', `{"name": ${canary}`);
	await send('/sign-in', 'multipart/form-data; boundary=x', `--x\r\n${canary}`);
	await ask(
		dataDir,
		`create function cry() returns trigger language plpgsql as $$ begin raise exception 'it says ${canary}'; end $$;
		create trigger cry before insert on journal_checkpoints for each row execute function cry();
		insert into journal (seq, hash, at, verb, about) values (0, '', now(), 'thing.done', 'x')`
	);
	for (let tries = 0; tries < 100 && !run.said().includes('"job":"sign-journal"'); tries++)
		await new Promise((done) => setTimeout(done, 100));
	run.child.kill('SIGTERM');
	await run.ended;
	match(run.said(), /"route":"\/sign-in".*"constraint":"broken_here"/);
	match(run.said(), /"job":"sign-journal".*"code":"P0001"/);
	equal(run.said().includes(canary), false, run.said());
});
