import { sha256 } from '@noble/hashes/sha2.js';

/**
 * A proof of work that nobody sees: a number found by trying, so that the SHA-256 of `topic` and it begins with zero
 * bits. One asker pays some hundredths of a second; ten thousand pay hours.
 */
export function bitsOf(topic: string, nonce: string): number {
	const digest = sha256(new TextEncoder().encode(`madang/work/v1 ${topic} ${nonce}`));
	const at = digest.findIndex((byte) => byte !== 0);
	return at === -1 ? 256 : 8 * at + Math.clz32(digest[at]!) - 24;
}

/** Tries numbers from `from` on, `tries` of them; answers with the first that reaches `bits`, or null. */
export function tryWork(topic: string, bits: number, { from, tries }: { from: number; tries: number }): string | null {
	for (let nonce = from; nonce < from + tries; nonce++) {
		if (bitsOf(topic, String(nonce)) >= bits) return String(nonce);
	}
	return null;
}
