import { md5 } from '@noble/hashes/legacy.js';
import { joined, utf8 } from './bytes.ts';
import { refuse } from './refusal.ts';

/**
 * Key of RFC 3797 §4.3: each source's numbers in ascending order, each followed by ".", then "/".
 * A source of one number gives "9319./".
 */
export function keyOfSources(sources: readonly (readonly number[])[]): string {
	return sources
		.map(
			(values) =>
				[...values]
					.sort((a, b) => a - b)
					.map((value) => `${value}.`)
					.join('') + '/'
		)
		.join('');
}

/**
 * The order in which RFC 3797 selects from a pool of `size` (1 … size), for `count` selections: MD5(i ‖ key ‖ i) modulo
 * those remaining, i two bytes big-endian. The modulus leaves a bias of at most size/2¹²⁸. Kept for bodies whose rules
 * name the RFC; it knows no quotas and no chances (SPEC §13).
 */
export function rfc3797Order(key: string, size: number, count: number): number[] {
	if (!Number.isSafeInteger(size) || size < 1 || size > 65535 || count < 0 || count > size)
		throw refuse('draw.too-few', { places: count, entrants: size });
	const remaining = Array.from({ length: size }, (_, i) => i + 1);
	return Array.from(
		{ length: count },
		(_, i) => remaining.splice(Number(hashAt(key, i) % BigInt(remaining.length)), 1)[0]!
	);
}

function hashAt(key: string, i: number): bigint {
	const index = new Uint8Array([i >>> 8, i & 255]);
	return md5(joined(index, utf8(key), index)).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
