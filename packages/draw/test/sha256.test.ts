import { equal } from 'node:assert/strict';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import test from 'node:test';
import { toHex } from '../src/bytes.ts';
import { canonical } from '../src/canonical.ts';
import { quickSha256 } from '../src/sha256.ts';

test('the quick SHA-256 agrees with the library on every length up to 300 bytes', () => {
	for (let length = 0; length <= 300; length++) {
		const message = Uint8Array.from({ length }, (_, i) => (i * 131 + length) & 255);
		equal(toHex(quickSha256(message)), toHex(sha256(message)));
	}
});

test('and on any bytes', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 2000 }), (message) =>
			equal(toHex(quickSha256(message)), toHex(sha256(message)))
		)
	);
});

test('canonical JSON does not depend on the order in which names were given', () => {
	const shuffled = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(shuffled);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value)
				.reverse()
				.map(([name, part]) => [name, shuffled(part)])
		);
	};
	fc.assert(
		fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) =>
			equal(canonical(shuffled(value)), canonical(value))
		)
	);
});
