import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from './bytes.ts';
import { refuse } from './refusal.ts';
import { nfc } from './roster.ts';

/** A witness's promise, in the seal: SHA-256 of a secret that only they know. */
export type Promised = { readonly name: string; readonly commitment: string };

/** What a witness says afterwards. `revealedAt` (seconds since 1970) is needed when a beacon is mixed in: see `lateReveal`. */
export type Reveal = { readonly name: string; readonly secret: string; readonly revealedAt?: number };

/**
 * The commitment to a secret: SHA-256 of its UTF-8 (NFC), hex; what `printf %s SECRET | sha256sum` prints (SPEC §7).
 * Refuses one shorter than 16 characters: it could be guessed from its commitment.
 */
export function commitSecret(secret: string): string {
	if ([...nfc(secret)].length < 16) throw refuse('draw.short-secret');
	return toHex(sha256(utf8(nfc(secret))));
}

/** Whether a secret is the one that was promised. */
export function checkReveal(promised: Promised, secret: string): boolean {
	return toHex(sha256(utf8(nfc(secret)))) === promised.commitment;
}
