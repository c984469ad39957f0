import { equal, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { blockOf } from './address.ts';
import { bitsOf, tryWork } from './work.ts';

test('a number found has the zero bits it was looked for with, and is nothing under another topic', () => {
	const nonce = tryWork('topic', 10, { from: 0, tries: 100_000 })!;
	const digest = createHash('sha256').update(`madang/work/v1 topic ${nonce}`).digest();
	ok(digest.readUInt16BE(0) < 2 ** 6);
	ok(bitsOf('topic', nonce) >= 10);
	ok(bitsOf('another', nonce) < 10);
	equal(tryWork('topic', 60, { from: 0, tries: 10 }), null);
});

for (const [address, block] of [
	['203.0.113.9', '203.0.113'],
	['::ffff:203.0.113.200', '203.0.113'],
	['2001:db8:0:1::5', '2001:db8:0'],
	['2001:0DB8:0000:ffff::1', '2001:db8:0'],
	['2001:db8::1', '2001:db8:0'],
	['::1', '0:0:0'],
	['', '']
] as const) {
	test(`${address || 'no address'} is in the block ${block || 'of none'}`, () => equal(blockOf(address), block));
}
