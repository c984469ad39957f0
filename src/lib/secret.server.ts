import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';

/** A new secret for a link or a cookie: 32 random bytes as base64url. Only its hash is stored. */
export function newSecret(): string {
	return randomBytes(32).toString('base64url');
}

/** Six decimal digits, each equally likely. */
export function newCode(): string {
	return String(randomInt(1_000_000)).padStart(6, '0');
}

// Letters and digits that nobody takes for one another when they are read aloud.
const readable = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A new code to read aloud: twelve letters and digits, 60 bits, so that nobody guesses one. */
export function newReadable(): string {
	return Array.from({ length: 12 }, () => readable[randomInt(readable.length)]).join('');
}

/** SHA-256 of a secret, as stored. */
export function hashed(secret: string): Buffer {
	return createHash('sha256').update(secret).digest();
}

/** Whether a secret has this hash, in constant time. */
export function matches(secret: string, hash: Buffer): boolean {
	return timingSafeEqual(hashed(secret), hash);
}

/** Whether a request shows this token (`Authorization: Bearer …`), in constant time. An empty token is shown by nobody. */
export function showsToken({ headers }: Request, token: string): boolean {
	return token !== '' && timingSafeEqual(hashed(headers.get('authorization') ?? ''), hashed(`Bearer ${token}`));
}

/** A new key for one press of a form's button, so that the same press sent twice is known as one. */
export function newIntent(): string {
	return randomUUID();
}
