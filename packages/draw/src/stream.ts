import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, joined, u32, utf8 } from './bytes.ts';
import { hashBytes, state } from './sha256.ts';

/** A key of its own for each use of the seed: HMAC-SHA-256(seed, label) (SPEC §8). */
export function keyFor(seed: string, label: string): Uint8Array {
	return hmac(sha256, fromHex(seed, 'seed', 32), utf8(label));
}

const RANGE = 1n << 64n;

/** A source of uniform integers below a bound, without modulo bias (SPEC §8). */
export type Dice = (below: bigint) => bigint;

/**
 * Block i of the stream is SHA-256(key ‖ u32(i)); every throw reads the first eight bytes of the next block as a
 * big-endian integer and throws again when it lies in the last, incomplete, run of `below` values.
 */
export function diceFrom(key: Uint8Array): Dice {
	const message = joined(key, u32(0));
	const counter = new DataView(message.buffer, key.length);
	let index = 0;
	return (below) => {
		const limit = RANGE - (RANGE % below);
		for (;;) {
			counter.setUint32(0, index++);
			hashBytes(message, message.length);
			const value = (BigInt(state[0]! >>> 0) << 32n) | BigInt(state[1]! >>> 0);
			if (value < limit) return value % below;
		}
	};
}
