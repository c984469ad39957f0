import { createPublicKey, verify } from 'node:crypto';

/**
 * Whether a text is signed by a browser's own key: ECDSA over P-256 with SHA-256 as WebCrypto makes it (IEEE P1363).
 * The key is its uncompressed point, the signature its 64 bytes, both as base64url. What is neither is not signed.
 */
export function isSignedByDevice(publicKey: string, text: string, signature: string): boolean {
	try {
		const point = Buffer.from(publicKey, 'base64url');
		const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
		const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
		const bytes = Buffer.from(signature, 'base64url');
		return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes);
	} catch {
		return false;
	}
}
