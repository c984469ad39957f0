import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex, utf8 } from './bytes.ts';

/** A label and the 32 bytes (hex) that place it in the order. */
export type Placed = { readonly label: string; readonly order: string };

/**
 * The chain of one-time codes of draft-thomson-elegy-vrs: `count` hashes of the secret; the commitment is the last, and
 * codes are revealed backwards from it.
 */
export function elegyCodes(secret: string, count: number): string[] {
	const codes: string[] = [];
	let hash = utf8(secret);
	for (let i = 0; i < count; i++) codes.push(toHex((hash = sha256(hash))));
	return codes;
}

/**
 * The order of draft-thomson-elegy-vrs: HKDF-Expand(HKDF-Extract(salt = code, randomness), label), smallest first. One
 * label's place depends on no other label. Kept for bodies whose rules name the draft (SPEC §13).
 */
export function elegyOrder(code: string, randomness: string, labels: readonly string[]): Placed[] {
	const key = extract(sha256, utf8(randomness), fromHex(code, 'code', 32));
	const placed = labels.map((label) => ({ label, order: toHex(expand(sha256, key, utf8(label), 32)) }));
	return placed.sort((a, b) => (a.order < b.order ? -1 : 1));
}
