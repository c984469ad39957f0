import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir, secretsKey } from '#lib/settings.server.ts';

const ivBytes = 12;
const tagBytes = 16;

/**
 * Seals a secret that must be used again, so that a copy of the database alone does not give it away: AES-256-GCM
 * (NIST SP 800-38D), as nonce, tag and text. `what` says what it is and whose; sealed as one thing it opens as no other.
 */
export function sealed(secret: string, what: string): Buffer {
	const iv = randomBytes(ivBytes);
	const cipher = createCipheriv('aes-256-gcm', sealingKey(), iv).setAAD(Buffer.from(what));
	const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
	return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** What was sealed, or null where it was by another key, as another thing, or is damaged. */
export function unsealed(bytes: Buffer, what: string): string | null {
	try {
		const iv = bytes.subarray(0, ivBytes);
		const decipher = createDecipheriv('aes-256-gcm', sealingKey(), iv, { authTagLength: tagBytes });
		decipher.setAAD(Buffer.from(what)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
		return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
	} catch {
		return null;
	}
}

let kept: Buffer | undefined;

const sealingKey = () =>
	(kept ??= createHash('sha256')
		.update(secretsKey || fileKey())
		.digest());

// Made by whichever process needs it first; the others find it there.
function fileKey(): string {
	const file = join(dataDir, 'secrets.key');
	mkdirSync(dataDir, { recursive: true });
	try {
		writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
	} catch (fault) {
		if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
	}
	return readFileSync(file, 'utf8');
}
