import {
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	sign,
	verify,
	type JsonWebKey,
	type KeyObject
} from 'node:crypto';
import type { Db, Reader } from '#lib/db.server.ts';

/** A key pair of Ed25519 (RFC 8032) for one purpose. Both halves are 32 bytes as base64url. */
export type SigningKey = { publicKey: string; privateKey: string };

/** The key for a purpose, made the first time it is asked for and then kept: two who ask at once get the same. */
export async function signingKey(db: Db, purpose: string, at: Date): Promise<SigningKey> {
	const kept = await keptKey(db, purpose);
	if (kept) return kept;
	const { publicKey, privateKey } = newKey();
	await db
		.insertInto('signing_keys')
		.values({ purpose, public_key: publicKey, private_key: privateKey, made_at: at })
		.onConflict((oc) => oc.column('purpose').doNothing())
		.execute();
	return (await keptKey(db, purpose))!;
}

/** A fresh key pair, kept nowhere. */
export function newKey(): SigningKey {
	const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
	return { publicKey: x!, privateKey: d! };
}

/** A key pair in one word, to hand out: 64 bytes as base64url, the public half first. */
export function inOneWord({ publicKey, privateKey }: SigningKey): string {
	return Buffer.concat([publicKey, privateKey].map((half) => Buffer.from(half, 'base64url'))).toString('base64url');
}

/** The public half, or undefined when nothing has been signed for this purpose yet. */
export async function publicKeyFor(db: Reader, purpose: string): Promise<string | undefined> {
	return (await keptKey(db, purpose))?.publicKey;
}

async function keptKey(db: Reader, purpose: string): Promise<SigningKey | undefined> {
	const row = await db.selectFrom('signing_keys').selectAll().where('purpose', '=', purpose).executeTakeFirst();
	return row && { publicKey: row.public_key, privateKey: row.private_key };
}

/** The signature of some bytes, or of a text's in UTF-8: 64 bytes as base64url. */
export function signed(text: string | Uint8Array, key: SigningKey): string {
	return sign(null, Buffer.from(text), opened(key)).toString('base64url');
}

let last: { key: SigningKey; object: KeyObject } | undefined;

// To make the library's own form of a key takes as long as to sign with it.
function opened(key: SigningKey): KeyObject {
	if (last?.key.privateKey === key.privateKey) return last.object;
	const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey, d: key.privateKey } satisfies JsonWebKey;
	last = { key, object: createPrivateKey({ key: jwk, format: 'jwk' }) };
	return last.object;
}

/** Whether the signature of the text is this public key's. A key or signature that is none is not. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
	try {
		const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
		return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
	} catch {
		return false;
	}
}
