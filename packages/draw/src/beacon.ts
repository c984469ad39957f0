import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, isHex, toHex, u64 } from './bytes.ts';
import { canonical } from './canonical.ts';
import { refuse } from './refusal.ts';
import { isInstant } from './fields.ts';
import { MOST_PERIOD } from './limits.ts';
import { isWhole } from './roster.ts';

/** A drand chain: unchained rounds, BLS12-381 signatures in G1, public key in G2. Times in seconds since 1970. */
export type Chain = {
	readonly hash: string;
	readonly publicKey: string;
	readonly period: number;
	readonly genesisTime: number;
	readonly scheme: 'bls-unchained-g1-rfc9380';
};

/** drand's quicknet, run by the League of Entropy (SPEC §7). Source: https://api.drand.sh/52db9ba7…e971/info. */
export const QUICKNET: Chain = {
	hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
	publicKey:
		'83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451' +
		'0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
	period: 3,
	genesisTime: 1692803367,
	scheme: 'bls-unchained-g1-rfc9380'
};

const KNOWN: readonly Chain[] = [QUICKNET];

/** Whether a chain is one that is known here: true or null by its hash, and false where the hash is, but any other field isn't (SPEC §7). */
export function isKnownChain(chain: Chain): boolean | null {
	const known = KNOWN.find(({ hash }) => hash === chain.hash);
	return known ? canonical(known) === canonical(chain) : null;
}

const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

/** The second at which a round's signature comes into the world. */
export function timeOfRound(chain: Chain, round: number): number {
	return chain.genesisTime + chain.period * (round - 1);
}

/** The first round whose time is at or after `time` (seconds since 1970). */
export function roundAt(chain: Chain, time: number): number {
	return Math.max(1, Math.ceil((time - chain.genesisTime) / chain.period) + 1);
}

/** The 32 bytes that a round's signature signs: SHA-256 of the round as eight bytes. */
export function roundMessage(round: number): Uint8Array {
	return sha256(u64(round));
}

/**
 * Whether `signature` (hex, 48 bytes) is the chain's for this round: RFC 9380 hash to G1, pairing check against the
 * chain's key. False for anything else, malformed input too. About 0.1 s.
 */
export function verifyBeacon(chain: Chain, round: number, signature: string): boolean {
	if (!isHex(signature, 48) || !isWhole(round, 1)) return false;
	const { shortSignatures } = bls12_381;
	try {
		const message = shortSignatures.hash(roundMessage(round), DST);
		const point = shortSignatures.Signature.fromHex(signature);
		return shortSignatures.verify(point, message, fromHex(chain.publicKey, 'publicKey', 96));
	} catch {
		return false;
	}
}

/** A round's randomness: SHA-256(signature), hex. */
export function beaconRandomness(signature: string): string {
	return toHex(sha256(fromHex(signature, 'signature', 48)));
}

/** Refuses a chain that isn't written as this protocol needs it (SPEC §7). Returns it with nothing else in it. */
export function plainChain(chain: Chain): Chain {
	const { hash, publicKey, period, genesisTime, scheme } = chain;
	const sane = isHex(hash, 32) && isHex(publicKey, 96) && isWhole(period, 1) && period <= MOST_PERIOD;
	if (!sane || !isInstant(genesisTime) || scheme !== 'bls-unchained-g1-rfc9380')
		throw refuse('draw.bad-chain', { chain: String(hash) });
	return { hash, publicKey, period, genesisTime, scheme };
}
