import { deepEqual, equal, match } from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, test } from 'node:test';
import { hours, letters, noon, scene } from '../../tests/cast.ts';
import { post } from '#lib/mail.server.ts';

type Asked = { headers: IncomingHttpHeaders; body: unknown };
const asked: Asked[] = [];
let answer = 200;
const gateway = createServer((request, response) => {
	let body = '';
	request.on('data', (part) => (body += part));
	request.on('end', () => {
		asked.push({ headers: request.headers, body: JSON.parse(body) });
		response.writeHead(answer).end(answer === 200 ? '{}' : 'no such number');
	});
});
await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
after(() => gateway.close());
beforeEach(() => {
	asked.length = 0;
	answer = 200;
});

process.env.SMS_URL = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`;
process.env.SMS_TOKEN = 'secret';
const { sendLetters } = await import('../jobs/send-letters.ts');

const short = { to: '+821012345678', subject: '', body: '초청장이 도착했습니다.', channel: 'short' as const };

test('a short message is handed to the gateway as JSON, once', () =>
	scene(async ({ db }) => {
		const id = await post(db, short, noon);
		await sendLetters(db, noon);
		await sendLetters(db, noon);
		equal(asked.length, 1);
		const { headers, body } = asked[0]!;
		deepEqual(body, { to: '+821012345678', text: '초청장이 도착했습니다.' });
		deepEqual([headers.authorization, headers['idempotency-key']], ['Bearer secret', id]);
		equal((await letters(db))[0]!.body, '');
	}));

test('a gateway that is down or busy is asked again later, with the same key', () =>
	scene(async ({ db }) => {
		const id = await post(db, short, noon);
		for (const [status, hour] of [
			[503, 0],
			[429, 1],
			[200, 2]
		] as const) {
			answer = status;
			await sendLetters(db, hours(hour));
		}
		deepEqual(
			asked.map(({ headers }) => headers['idempotency-key']),
			[id, id, id]
		);
		equal((await letters(db))[0]!.sent_at?.getTime(), hours(2).getTime());
	}));

test('a number the gateway does not know is a failure for good, and says why; mail waits for its own channel', () =>
	scene(async ({ db }) => {
		answer = 400;
		await post(db, short, noon);
		await post(db, { to: 'joon@example.test', subject: 's', body: 'b' }, hours(-1));
		await sendLetters(db, noon);
		await sendLetters(db, hours(24));
		equal(asked.length, 1);
		const rows = await letters(db);
		deepEqual(
			rows.map(({ channel, gave_up_at, sent_at }) => [channel, gave_up_at, sent_at]),
			[
				['mail', null, null],
				['short', noon, null]
			]
		);
		match(rows[1]!.failed_because!, /400 no such number/);
	}));
