import { equal } from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { QUICKNET, verifyBeacon } from '#draw';
import { beaconAnswers, signatureOf } from './beacon.server.ts';

// Round 1000 of drand's quicknet, as its servers publish it.
const round = 1000;
const signature = 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39';
const wanted = {
	...{ chainHash: QUICKNET.hash, round },
	isGenuine: (text: string) => verifyBeacon(QUICKNET, round, text)
};

const servers: http.Server[] = [];
after(() => servers.forEach((server) => server.close()));

/** A server that speaks drand's protocol and answers every round with `body`; its address. */
function serving(body: unknown, status = 200): Promise<string> {
	const server = http.createServer((_, response) => response.writeHead(status).end(JSON.stringify(body)));
	servers.push(server);
	return new Promise((done) =>
		server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
	);
}

const genuine = await serving({ round, signature });
const lying = await serving({ round, signature: signature.replace('b4', 'a4') });
const early = await serving({ error: 'too early' }, 425);
const down = 'http://127.0.0.1:9';

test('a round is taken from whichever server has it, also behind one that lies and one that is down', async () => {
	equal(await signatureOf([lying, down, early, genuine], wanted), signature);
});

test('a round nobody has yet, or nobody genuinely, is none', async () => {
	equal(await signatureOf([early, down], wanted), undefined);
	equal(await signatureOf([lying], wanted), undefined);
	equal(await signatureOf([], wanted), undefined);
});

test('a beacon answers when one of its servers does', async () => {
	equal(await beaconAnswers([down, genuine], QUICKNET.hash), true);
	equal(await beaconAnswers([down, early], QUICKNET.hash), false);
});
