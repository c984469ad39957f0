import { equal, match, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { newTotpSecret, totpAddress, totpCode, totpStep } from './totp.server.ts';

// RFC 6238, appendix B: the secret "12345678901234567890" and SHA-1; the last six of its eight digits.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const vectors = [
	[59, '287082'],
	[1_111_111_109, '081804'],
	[1_111_111_111, '050471'],
	[1_234_567_890, '005924'],
	[2_000_000_000, '279037'],
	[20_000_000_000, '353130']
] as const;

test('codes are those of RFC 6238', () => {
	for (const [seconds, code] of vectors) {
		const at = new Date(seconds * 1000);
		equal(totpCode(secret, at), code);
		equal(totpStep(secret, code, at), Math.floor(seconds / 30));
	}
});

test('a code of one step before or after is taken, and named by its own step; of two, none', () => {
	const at = new Date('2026-11-23T03:00:10Z');
	const off = (steps: number) => totpStep(secret, totpCode(secret, new Date(at.getTime() + steps * 30_000)), at);
	const now = Math.floor(at.getTime() / 30_000);
	equal(off(0), now);
	equal(off(-1), now - 1);
	equal(off(1), now + 1);
	equal(off(2), null);
	equal(off(-2), null);
	for (const nonsense of ['', '12345', '1234567', 'abcdef', '\0\0\0\0\0\0'])
		equal(totpStep(secret, nonsense, at), null);
});

test('a secret is 160 bits, never the same, and an app reads it from its address', () => {
	match(newTotpSecret(), /^[A-Z2-7]{32}$/);
	notEqual(newTotpSecret(), newTotpSecret());
	match(totpAddress(secret, { issuer: '마당', label: 'a@b.test' }), new RegExp(`^otpauth://totp/.*secret=${secret}`));
});
