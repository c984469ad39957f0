import { deepEqual, equal, ok } from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { isPublicAddress, sendOutward } from './outward.server.ts';

let port = 0;
const heard: { url: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
let answer: (request: http.IncomingMessage, response: http.ServerResponse) => void = (_, response) => response.end();

const server = http.createServer((request, response) => {
	let body = '';
	request.on('data', (some: Buffer) => (body += some.toString()));
	request.on('end', () => {
		heard.push({ url: request.url ?? '', headers: request.headers, body });
		answer(request, response);
	});
});

before(async () => {
	await new Promise<void>((done) => server.listen(0, '::', done));
	port = (server.address() as AddressInfo).port;
});
after(() => (server.close(), server.closeAllConnections()));

const send = (url: string, staysHere = false) => sendOutward({ url, headers: { 'x-own': '1' }, body: '{}', staysHere });

test('no way of writing an inside address is taken, and nothing is sent there', async () => {
	const inside = [
		...['localhost', '127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.255.255.254', '0.0.0.0', '0'],
		...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:7f00:0001]', '[::127.0.0.1]'],
		...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '169.254.169.254', '192.0.0.192'],
		...['198.18.0.1', '224.0.0.1', '255.255.255.255', '[fc00::1]', '[fd00:ec2::254]', '[fe80::1]', '[fec0::1]'],
		...[
			'[ff02::1]',
			'[64:ff9b::7f00:1]',
			'[64:ff9b:1::1]',
			'[2002:7f00:1::]',
			'[2001::1]',
			'[2001:db8::1]',
			'[100::1]'
		],
		...['192.0.2.1', '198.51.100.1', '203.0.113.1', '１２７.0.0.1', '127。0。0。1', 'LOCALHOST']
	];
	for (const host of inside) deepEqual(await send(`http://${host}:${port}/`), { fault: 'not-public' }, host);
	equal(heard.length, 0);
	for (const address of ['8.8.8.8', '1.1.1.1', '2606:4700::1111', '172.32.0.1', '100.128.0.1'])
		ok(isPublicAddress(address), address);
});

test('a name that is nobody’s is not there', async () => {
	deepEqual(await send('http://nobody.invalid/'), { fault: 'no-name' });
});

test('what is sent arrives whole; what it is led on to is not gone to', async () => {
	answer = (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` }).end();
	deepEqual(await send(`http://127.0.0.1:${port}/here`, true), { status: 302 });
	deepEqual(
		heard.map(({ url, body, headers }) => [url, body, headers['x-own'], headers.cookie]),
		[['/here', '{}', '1', undefined]]
	);
});

test('who streams without end is cut off, and who says nothing is not waited for', async () => {
	const cut = Promise.withResolvers<number>();
	answer = (_, response) => {
		let sent = 0;
		const more = () => {
			while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
			if (sent > 64 * 1024 * 1024) response.destroy();
		};
		response.on('drain', more);
		response.on('close', () => cut.resolve(sent));
		more();
	};
	deepEqual(await send(`http://127.0.0.1:${port}/`, true), { status: 200 });
	ok((await cut.promise) < 16 * 1024 * 1024);
	answer = () => {};
	const begun = performance.now();
	deepEqual(await send(`http://127.0.0.1:${port}/`, true), { fault: 'too-slow' });
	ok(performance.now() - begun < 10_000);
});

test('who is not there, and who shows no certificate, is said to be so', async () => {
	deepEqual(await send('http://127.0.0.1:1/', true), { fault: 'no-answer' });
	ok('fault' in (await send(`https://127.0.0.1:${port}/`, true)));
});
