import { deepEqual, equal, ok } from 'node:assert/strict';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromBase32, toBase32 } from '#lib/base32.ts';
import { bodyOf, codeInGroups, codeTyped, readTicket, secretOf, toSign, type Said } from './tickets.rules.ts';

const { publicKey, privateKey } = pairOf();
const other = pairOf();
const said: Said = {
	...{ isTrial: false, session: '0123456789abcdef', code: 'Z2345678ABCD', kind: 'deadbeef' },
	...{ from: new Date('2026-12-09T06:00:00Z'), until: new Date('2026-12-11T07:30:00Z') }
};
const real = [{ publicKey, isTrial: false }];

function pairOf() {
	const { privateKey } = generateKeyPairSync('ed25519');
	return { privateKey, publicKey: privateKey.export({ format: 'jwk' }).x! };
}

const made = (one: Said, key: { publicKey: string; privateKey: KeyObject } = { publicKey, privateKey }) => {
	const body = bodyOf(one, key.publicKey);
	return secretOf(body, sign(null, toSign(body), key.privateKey));
};

test('a ticket says what it was told to, in letters a QR code packs tightly, and in 161 of them', () => {
	deepEqual(readTicket(made(said), real), { said });
	equal(made(said).length, 161);
	ok(/^[0-9A-Z.]+$/.test(made(said)));
});

test('any ticket reads back as it was written; with any one byte changed it is none', () => {
	const anySaid = fc.record({
		isTrial: fc.constant(false),
		session: fc.stringMatching(/^[0-9a-f]{16}$/),
		kind: fc.stringMatching(/^[0-9a-f]{8}$/),
		code: fc.stringMatching(/^[2-9A-HJ-NP-Z]{12}$/),
		from: fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seconds) => new Date(seconds * 1000)),
		until: fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seconds) => new Date(seconds * 1000))
	});
	fc.assert(
		fc.property(anySaid, fc.nat(97), fc.integer({ min: 1, max: 255 }), (one, at, by) => {
			const text = made(one);
			deepEqual(readTicket(text, real), { said: { ...one } });
			const bytes = fromBase32(text.slice(4))!;
			bytes[at]! ^= by;
			ok('fault' in readTicket(`MT2.${toBase32(bytes)}`, real));
		}),
		{ numRuns: 60 }
	);
});

test('what is no ticket of these keys is said to be what it is', () => {
	const trial = made({ ...said, isTrial: true }, other);
	const text = made(said);
	const cases: [string, string][] = [
		['', 'not-a-ticket'],
		['https://example.test/x', 'not-a-ticket'],
		['MT2.', 'not-a-ticket'],
		[text.slice(0, -1), 'not-a-ticket'],
		[`${text}A`, 'not-a-ticket'],
		[text.toLowerCase().replace('mt2', 'MT2'), 'not-a-ticket'],
		['MT1.a.b.c', 'other-version'],
		[made(said, other), 'unknown-key'],
		[trial, 'unknown-key']
	];
	for (const [one, fault] of cases) deepEqual(readTicket(one, real), { fault }, one);
	// A trial's key signs no real ticket, and a real key no trial's.
	const both = [...real, { publicKey: other.publicKey, isTrial: true }];
	ok('said' in readTicket(trial, both));
	deepEqual(readTicket(made(said, other), both), { fault: 'forged' });
	deepEqual(readTicket(made({ ...said, isTrial: true }), both), { fault: 'forged' });
});

test('there is one algorithm: a signature by another, over another text or by no key, is none', () => {
	const body = bodyOf(said, publicKey);
	const overBodyAlone = sign(null, body, privateKey);
	const p256 = sign('sha256', toSign(body), {
		key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
		dsaEncoding: 'ieee-p1363'
	});
	for (const signature of [overBodyAlone, p256, Buffer.alloc(64), Buffer.alloc(64, 255)])
		deepEqual(readTicket(secretOf(body, signature), real), { fault: 'forged' });
	const otherVersion = Uint8Array.from(body);
	otherVersion[0] = 3;
	const signed = sign(null, toSign(otherVersion), privateKey);
	deepEqual(readTicket(secretOf(otherVersion, signed), real), { fault: 'other-version' });
});

test('a code is known however it is typed, and read aloud in groups', () => {
	equal(codeTyped(' z234-5678 abcd'), said.code);
	equal(codeInGroups(said.code), 'Z234 5678 ABCD');
});
