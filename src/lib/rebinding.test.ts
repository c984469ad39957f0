// Names whose answers change, against a real name server: whatever it says, nothing of ours inside is connected to.
import { names } from '../../tests/own-names.ts';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';

// The settings are read where they are first asked for: by now they name the server.
const { sendOutward } = await import('./outward.server.ts');

// Outside: of the open internet by its number, given to nobody, and led to by no route.
const outside = '2a0e:fe00:dead::1';
const inside = ['127.0.0.1', '10.1.2.3', '169.254.169.254', '172.17.0.1', '192.168.0.1'];
const insideToo = ['::1', 'fc00::1', 'fe80::1', '::ffff:127.0.0.1'].map((one) => one.replace('127.0.0.1', '7f00:1'));

let port = 0;
let connections = 0;
const server = net.createServer((socket) => {
	connections++;
	socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
});

before(async () => {
	await once(server.listen(0, '::'), 'listening');
	port = (server.address() as AddressInfo).port;
});
beforeEach(() => void (names.asked.length = 0));
after(() => (server.close(), names.close()));

const send = (host: string) => sendOutward({ url: `http://${host}:${port}/`, headers: {}, body: '{}' });

test('a name that leads outside when it is looked at and inside afterwards leads to nothing inside', async () => {
	let times = 0;
	names.answer = (_, type) => {
		if (type === 'A') return times > 0 ? ['127.0.0.1'] : [];
		return times++ > 0 ? ['::1'] : [outside];
	};
	for (let nth = 0; nth < 2; nth++) {
		times = 0;
		const answer = await send(`turning${nth}.example`);
		ok('fault' in answer && answer.fault !== 'not-public', 'it was looked at, and it was outside');
		deepEqual(
			names.asked.filter((one) => one.startsWith(`turning${nth}.`)),
			[`turning${nth}.example A`, `turning${nth}.example AAAA`],
			'asked once'
		);
	}
	equal(connections, 0);
});

test('one address inside among many outside is enough to go to none of them', async () => {
	for (const one of inside) {
		names.answer = (_, type) => (type === 'A' ? [one] : [outside]);
		deepEqual(await send('mixed.example'), { fault: 'not-public' }, one);
	}
	for (const one of insideToo) {
		names.answer = (_, type) => (type === 'A' ? [] : [outside, one]);
		deepEqual(await send('mixed.example'), { fault: 'not-public' }, one);
	}
	equal(connections, 0);
});

test('a name server that says nothing, or that there is nothing, costs no more than three seconds', async () => {
	names.answer = () => [];
	deepEqual(await send('nothing.example'), { fault: 'no-name' });
	names.answer = () => null;
	const begun = performance.now();
	const answer = await send('silent.example');
	ok('fault' in answer && ['too-slow', 'no-name'].includes(answer.fault), JSON.stringify(answer));
	ok(performance.now() - begun < 6_000);
	equal(connections, 0);
});
