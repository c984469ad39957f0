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
async function pass(
	t: TestContext,
	env: Record<string, string>,
	headers: Record<string, string>,
	path = '/'
): Promise<Seen> {
	const porch = makePorch(readSettings(env));
	const server = http.createServer((req: IncomingMessage, res: ServerResponse) => {
		if (porch(req, res)) res.end(JSON.stringify(req.headers));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	t.after(() => server.close());
	const { port } = server.address() as AddressInfo;
	const method = headers['content-length'] || headers['transfer-encoding'] ? 'POST' : 'GET';
	const sent = request({ port, host: '127.0.0.1', method, path, headers: { host: `localhost:${port}`, ...headers } });
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

test('what is too long, or does not say how long it is, is not read; files come by their own ways', async (t) => {
	const long = { 'content-length': String(2 << 20) };
	const files = ['/calls/seoul/apply?/attach', '/calls/seoul/apply/files/11111111-1111-1111-1111-111111111111'];
	for (const path of files) equal((await pass(t, {}, long, path)).status, 200);
	const others = [
		'/',
		'/calls/seoul/apply?/save',
		'/calls/seoul/apply/files',
		'/calls/seoul/apply/submit',
		'/desk?x=/calls/seoul/apply/files/1',
		'/files/1'
	];
	for (const path of others) {
		equal((await pass(t, {}, long, path)).status, 413, path);
		equal((await pass(t, {}, { 'transfer-encoding': 'chunked' }, path)).status, 413, path);
	}
	equal((await pass(t, {}, { 'content-length': '0' })).status, 200);
});

test('the origin of files answers nothing else', async (t) => {
	const env = { BASE_URL: 'https://madang.example', FILES_ORIGIN: 'https://files.example' };
	const host = { host: 'files.example' };
	equal((await pass(t, env, host, '/files/1')).status, 200);
	for (const path of ['/', '/desk', '/files', '/x/files/1']) equal((await pass(t, env, host, path)).status, 404, path);
	equal((await pass(t, env, { host: 'madang.example' }, '/desk')).status, 200);
});
