import { equal, ok } from 'node:assert/strict';
import { sha256 } from '@noble/hashes/sha2.js';
import test from 'node:test';
import { toHex } from '../src/bytes.ts';
import { MOST_BLOCKS, newLanes, ROOM } from '../src/lanes.ts';
import { Many } from '../src/many.ts';
import { blocksFor } from '../src/sha256.ts';

/** Every length about the end of a block, and the longest that lanes take. */
const LENGTHS = [0, 1, 31, 55, 56, 63, 64, 65, 119, 120, 300, 64 * MOST_BLOCKS - 9, 64 * MOST_BLOCKS - 8, 5000];

const messageOf = (length: number, i: number) => Uint8Array.from({ length }, (_, at) => (at * 131 + 7 * i) & 255);

function digestsOf(many: Many, count: number): string[] {
	const view = new DataView(new ArrayBuffer(32));
	return Array.from({ length: count }, (_, i) => {
		many.digests.subarray(8 * i, 8 * i + 8).forEach((word, at) => view.setInt32(4 * at, word));
		return toHex(new Uint8Array(view.buffer));
	});
}

test('messages hashed together have the digests of each alone, in lanes and without', () => {
	ok(newLanes(), 'this machine has vectors, so that both ways are tried');
	for (const length of LENGTHS) {
		for (const many of [new Many(blocksFor(length)), new Many(blocksFor(length), null)]) {
			for (const count of [ROOM, 1, 5, 4]) {
				for (let i = 0; i < count; i++) many.write(i, messageOf(length, i + count), length);
				many.run(count);
				digestsOf(many, count).forEach((digest, i) => equal(digest, toHex(sha256(messageOf(length, i + count)))));
			}
		}
	}
});

test('two that hash at the same time do not write into one another', () => {
	const [one, other] = [new Many(1), new Many(1)];
	one.write(0, messageOf(10, 1), 10);
	other.write(0, messageOf(10, 2), 10);
	one.run(1);
	other.run(1);
	equal(digestsOf(one, 1)[0], toHex(sha256(messageOf(10, 1))));
	equal(digestsOf(other, 1)[0], toHex(sha256(messageOf(10, 2))));
});
