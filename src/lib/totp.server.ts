import { Secret, TOTP } from 'otpauth';

// What every authenticator app does when it is told nothing else: SHA-1, six digits, half a minute.
const periodMs = 30_000;

/** A new secret to share with an authenticator app: 20 bytes as base32 (RFC 4226 §4 R6). */
export function newTotpSecret(): string {
	return new Secret({ size: 20 }).base32;
}

/** What an app reads from a QR code (`otpauth://totp/…`): the secret, and what it calls it. */
export function totpAddress(secret: string, { issuer, label }: { issuer: string; label: string }): string {
	return new TOTP({ issuer, label, secret: Secret.fromBase32(secret) }).toString();
}

/**
 * Which time step (RFC 6238 §4.2) six digits are of, one step before or after `at` included; null where they are of none.
 * Whoever takes them must take no step twice (§5.2).
 */
export function totpStep(secret: string, code: string, at: Date): number | null {
	const off = new TOTP({ secret: Secret.fromBase32(secret) }).validate({
		...{ token: code, timestamp: at.getTime(), window: 1 }
	});
	return off === null ? null : Math.floor(at.getTime() / periodMs) + off;
}

/** The six digits an app shows at an instant. */
export function totpCode(secret: string, at: Date): string {
	return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
}
