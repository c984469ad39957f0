import { logPurpose } from '#domain/applications/log.read.server.ts';
import { receiptPurpose } from '#domain/applications/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { publicKeyFor } from '#lib/signing.server.ts';

/** The key anyone may check our receipts with, and how. It is null until the first receipt was given. */
export async function GET({ locals: { db } }) {
	return Response.json({
		kind: 'madang/receipt/v1',
		algorithm: 'Ed25519 (RFC 8032)',
		publicKey: (await publicKeyFor(reading(db), receiptPurpose)) ?? null,
		signatureOver: 'UTF-8 of the canonical JSON (RFC 8785) of "receipt"',
		contentHash: 'SHA-256, hex, of the canonical JSON (RFC 8785) of "answers"',
		logPublicKey: (await publicKeyFor(reading(db), logPurpose)) ?? null,
		log: 'C2SP tlog-checkpoint signed by logPublicKey; RFC 9162 tree over the canonical JSON (RFC 8785) of each leaf',
		commitment: 'SHA-256, hex, of "madang/roster/v1" ‖ salt ‖ contentHash (32 bytes each)',
		encoding: 'publicKey and signature: base64url'
	});
}
