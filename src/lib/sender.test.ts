import { deepEqual, equal } from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { checkSender, publicHalf } from './sender.server.ts';

/** A real DNS server on a UDP port, which knows these TXT records and of every other name that there is none. */
const zone = new Map<string, string[]>();
const server = createSocket('udp4');
server.on('message', (query, from) => server.send(answerTo(query), from.port, from.address));
await new Promise<void>((done) => server.bind(0, '127.0.0.1', done));
after(() => server.close());
const servers = [`127.0.0.1:${(server.address() as AddressInfo).port}`];

// RFC 1035 §4.1: the question comes back with the answers behind it.
function answerTo(query: Buffer): Buffer {
	let end = 12;
	const labels: string[] = [];
	while (query[end]! > 0) {
		labels.push(query.toString('latin1', end + 1, end + 1 + query[end]!));
		end += 1 + query[end]!;
	}
	const question = query.subarray(12, end + 5);
	const texts = zone.get(labels.join('.').toLowerCase());
	const head = Buffer.alloc(12);
	query.copy(head, 0, 0, 2);
	head.writeUInt16BE(texts ? 0x8180 : 0x8183, 2);
	head.writeUInt16BE(1, 4);
	head.writeUInt16BE(texts?.length ?? 0, 6);
	const answers = (texts ?? []).map((text) => {
		// A string of a TXT record is 255 octets at most; a longer text is in pieces.
		const pieces = text.match(/.{1,255}/gs)!.map((piece) => Buffer.from([piece.length, ...Buffer.from(piece)]));
		const data = Buffer.concat(pieces);
		const fixed = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255]);
		return Buffer.concat([fixed, data]);
	});
	return Buffer.concat([head, question, ...answers]);
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = publicHalf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
const key = { selector: 'm1', publicKey };
const sender = { from: 'Host <host@invites.example>', smtpHost: 'smtp.example.net', key, servers };
const findings = async () => {
	const { spf, dkim, dmarc } = (await checkSender(sender))!;
	return [spf.finding, dkim.finding, dmarc.finding];
};

test('a domain with nothing is told the exact three records to add', async () => {
	zone.clear();
	const { domain, spf, dkim, dmarc } = (await checkSender(sender))!;
	equal(domain, 'invites.example');
	deepEqual([spf.finding, dkim.finding, dmarc.finding], ['missing', 'missing', 'missing']);
	deepEqual([spf.name, spf.add], ['invites.example', 'v=spf1 a:smtp.example.net ~all']);
	deepEqual([dkim.name, dkim.add], ['m1._domainkey.invites.example', `v=DKIM1; k=rsa; p=${publicKey}`]);
	deepEqual([dmarc.name, dmarc.add], ['_dmarc.invites.example', 'v=DMARC1; p=quarantine; adkim=r; aspf=r']);
});

test('once what was told is there, all is good: a key in pieces too', async () => {
	const told = (await checkSender(sender))!;
	for (const { name, add } of [told.spf, told.dkim, told.dmarc]) zone.set(name, ['something else', add!]);
	deepEqual(await findings(), ['good', 'good', 'good']);
});

test('what is there but wrong is named', async () => {
	zone.set('invites.example', ['v=spf1 mx -all', 'v=spf1 a ~all']);
	zone.set('m1._domainkey.invites.example', ['v=DKIM1; p=AAAA']);
	zone.set('_dmarc.invites.example', ['v=DMARC1; p=none']);
	deepEqual(await findings(), ['several', 'other-key', 'only-watches']);
	zone.set('invites.example', ['v=spf1 mx +all']);
	zone.set('m1._domainkey.invites.example', ['v=DKIM1; p=']);
	zone.delete('_dmarc.invites.example');
	deepEqual(await findings(), ['lets-anybody', 'revoked', 'missing']);
});

test('a subdomain is under the policy of the domain above; without a key nothing is signed', async () => {
	zone.clear();
	zone.set('_dmarc.example.org', ['v=DMARC1; p=reject']);
	const { dkim, dmarc } = (await checkSender({ ...sender, from: 'a@mail.example.org', key: null }))!;
	deepEqual([dkim.finding, dmarc.finding], ['no-key', 'good']);
});

test('where nobody answers it is said, and a sender without a real domain has none', async () => {
	const silent = createSocket('udp4');
	await new Promise<void>((done) => silent.bind(0, '127.0.0.1', done));
	const nobody = [`127.0.0.1:${(silent.address() as AddressInfo).port}`];
	const told = (await checkSender({ ...sender, servers: nobody }))!;
	silent.close();
	deepEqual([told.spf.finding, told.dkim.finding, told.dmarc.finding], Array(3).fill('unreachable'));
	equal(await checkSender({ ...sender, from: 'Madang <madang@localhost>' }), null);
});
