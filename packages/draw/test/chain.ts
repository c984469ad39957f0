import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { roundMessage, type Chain } from '../src/beacon.ts';
import { toHex, utf8 } from '../src/bytes.ts';

const { shortSignatures } = bls12_381;
const secretKey = bls12_381.utils.randomSecretKey(new Uint8Array(48).fill(7));

/** A beacon chain with a key of its own, for tests and samples only: whoever has the key knows every round. */
export const TEST_CHAIN: Chain = {
	hash: toHex(sha256(utf8('madang test chain'))),
	publicKey: shortSignatures.getPublicKey(secretKey).toHex(true),
	period: 3,
	genesisTime: 1700000000,
	scheme: 'bls-unchained-g1-rfc9380'
};

/** The test chain's signature of a round, hex. */
export function signRound(round: number): string {
	const message = shortSignatures.hash(roundMessage(round), 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_');
	return shortSignatures.Signature.toHex(shortSignatures.sign(message, secretKey));
}
