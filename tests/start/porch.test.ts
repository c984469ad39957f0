import { equal, match } from 'node:assert/strict';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { makePorch } from '../../start/porch.mjs';
import { readSettings } from '../../start/settings.mjs';

type Seen = { status: number; told: Record<string, string>; got: IncomingMessage['headers'] };

/** What the application would see of a request with these headers, and what the client gets. */
async function pass(t: TestContext, env: Record<string, string>, headers: Record<string, string>): Promise<Seen> {
	const porch = makePorch(readSettings(env));
	const server = http.createServer((req: IncomingMessage, res: ServerResponse) => {
		if (porch(req, res)) res.end(JSON.stringify(req.headers));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	t.after(() => server.close());
	const { port } = server.address() as AddressInfo;
	const sent = request({ port, host: '127.0.0.1', headers: { host: `localhost:${port}`, ...headers } });
	sent.end();
	const [answer] = (await once(sent, 'response')) as [IncomingMessage];
	let text = '';
	for await (const piece of answer) text += piece;
	const told = answer.statusCode === 200 ? (JSON.parse(text) as Record<string, string>) : {};
	return { status: answer.statusCode ?? 0, told, got: answer.headers };
}

test("the arrival is ours, whatever a client says, and none of a client's private headers passes", async (t) => {
	const before = Date.now();
	const lies = { 'x-madang-arrived-at': '1', 'x-madang-host': 'evil.example', 'x-madang-other': 'x' };
	const { told } = await pass(t, {}, lies);
	equal(Number(told['x-madang-arrived-at']) >= before, true);
	match(told['x-madang-host'] ?? '', /^localhost:/);
	equal(told['x-madang-other'], undefined);
});

test('X-Forwarded headers are believed of our own proxy only, and only what it wrote itself', async (t) => {
	const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7, 203.0.113.9' };
	const { told } = await pass(t, {}, headers);
	equal(told['x-madang-protocol'], 'http');
	equal(told['x-madang-address'], '127.0.0.1');
	const trusting = await pass(t, { TRUST_PROXY: '1' }, headers);
	equal(trusting.told['x-madang-protocol'], 'https');
	equal(trusting.told['x-madang-address'], '203.0.113.9');
});

test('on loopback a name that means another machine is answered 421', async (t) => {
	equal((await pass(t, {}, { host: 'evil.example' })).status, 421);
	equal((await pass(t, { BASE_URL: 'https://madang.example' }, { host: 'evil.example' })).status, 200);
});

test('every answer carries the safety headers; the promise of https only where BASE_URL is https', async (t) => {
	const { got } = await pass(t, {}, {});
	equal(got['x-content-type-options'], 'nosniff');
	equal(got['x-frame-options'], 'DENY');
	equal(got['referrer-policy'], 'same-origin');
	equal(got['cross-origin-opener-policy'], 'same-origin');
	equal(got['strict-transport-security'], undefined);
	const secure = await pass(t, { BASE_URL: 'https://madang.example' }, {});
	match(secure.got['strict-transport-security'] ?? '', /max-age=\d{8}/);
	equal(secure.told['x-madang-protocol'], 'https');
	equal(secure.told['x-madang-host'], 'madang.example');
});
