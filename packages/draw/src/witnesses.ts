import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from './bytes.ts';
import { checkText } from './fields.ts';
import { refuse } from './refusal.ts';

/** A witness's promise, in the seal: SHA-256 of a secret that only they know. */
export type Promised = { readonly name: string; readonly commitment: string };

/** Code points that a secret has at least. */
export const LEAST_SECRET = 16;

/** What a witness says afterwards. With a beacon, and only then, `revealedAt` (seconds since 1970) says when; it is a claim (SPEC §7). */
export type Reveal = { readonly name: string; readonly secret: string; readonly revealedAt?: number };

/**
 * The commitment to a secret: SHA-256 of its UTF-8 as it is given, hex; what `printf %s SECRET | sha256sum` prints (SPEC §7).
 * Refuses one of fewer than 16 code points, which could be guessed from its commitment, or of more than 1,024 bytes.
 */
export function commitSecret(secret: string): string {
	checkText(secret, '/secret');
	if ([...secret].length < LEAST_SECRET) throw refuse('draw.short-secret');
	return toHex(sha256(utf8(secret)));
}

/** Whether a secret is the one that was promised, byte for byte: no normalisation, so no version of Unicode, can matter. */
export function checkReveal(promised: Promised, secret: string): boolean {
	return toHex(sha256(utf8(secret))) === promised.commitment;
}
