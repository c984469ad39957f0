import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { beaconRandomness, verifyBeacon } from './beacon.ts';
import { fromHex, joined, toHex, u32, utf8 } from './bytes.ts';
import { checkFields, checkList, checkText, isInstant } from './fields.ts';
import { MOST_LISTED } from './limits.ts';
import { refuse } from './refusal.ts';
import type { Seal } from './seal.ts';
import { checkReveal, LEAST_SECRET, type Promised, type Reveal } from './witnesses.ts';

/** What came into the world after the seal: the beacon's signature for the sealed round, and what witnesses revealed. */
export type Randomness = {
	readonly beacon?: { readonly round: number; readonly signature: string };
	readonly reveals?: readonly Reveal[];
};

/** The randomness in canonical form: reveals in the order of the seal. Refuses fields that there aren't and secrets of strangers. */
export function plainRandomness(seal: Seal, randomness: Randomness): Randomness {
	checkRandomnessForm(randomness);
	const { beacon, reveals = [] } = randomness;
	const inOrder = (seal.randomness.witnesses ?? []).flatMap(({ name }) =>
		reveals.filter((reveal) => reveal.name === name)
	);
	const stranger = reveals.find((reveal) => !inOrder.includes(reveal));
	if (stranger) throw refuse('draw.unknown-witness', { name: stranger.name });
	const plain = inOrder.map(({ name, secret, revealedAt }) => ({
		name,
		secret,
		...(revealedAt !== undefined && { revealedAt })
	}));
	return {
		...(beacon && { beacon: { round: beacon.round, signature: beacon.signature } }),
		...(plain.length > 0 && { reveals: plain })
	};
}

/** Refuses randomness whose beacon isn't the sealed round of the sealed chain, properly signed (SPEC §7). */
export function checkBeacon(seal: Seal, randomness: Randomness): void {
	const promised = seal.randomness.beacon;
	const { beacon } = randomness;
	if (!promised && !beacon) return;
	if (!promised) throw refuse('draw.beacon-not-sealed');
	if (!beacon) throw refuse('draw.beacon-missing', { round: promised.round });
	if (beacon.round !== promised.round)
		throw refuse('draw.wrong-round', { sealed: promised.round, round: String(beacon.round) });
	if (!verifyBeacon(promised.chain, beacon.round, beacon.signature)) {
		throw refuse('draw.bad-signature', { round: beacon.round, chain: promised.chain.hash });
	}
}

/**
 * Refuses reveals that don't match (SPEC §7). With a beacon a secret counts only when revealed after the seal and before
 * the round's time: whoever holds one back until the beacon is known could choose between two results. Without one,
 * every witness must reveal, and when they did decides nothing.
 */
export function checkReveals(seal: Seal, randomness: Randomness): void {
	const { beacon, witnesses = [] } = seal.randomness;
	const reveals = randomness.reveals ?? [];
	for (const promised of witnesses) {
		const found = reveals.filter((reveal) => reveal.name === promised.name);
		if (found.length > 1) throw refuse('draw.two-reveals', { name: promised.name });
		if (!found[0] && !beacon) throw refuse('draw.reveal-missing', { name: promised.name });
		if (found[0]) checkOne(promised, found[0], seal);
	}
}

/** Names of the witnesses who promised a secret and didn't reveal it. */
export function withheldNames(seal: Seal, randomness: Randomness): string[] {
	const revealed = new Set((randomness.reveals ?? []).map((reveal) => reveal.name));
	return (seal.randomness.witnesses ?? []).filter(({ name }) => !revealed.has(name)).map(({ name }) => name);
}

/**
 * The seed (SPEC §7), hex of 32 bytes: HKDF-SHA-256 of the beacon's randomness, then for each witness in sealed order
 * the length of the secret (four bytes; zero when withheld) and the secret; salt names the protocol, info is the
 * seal's digest. The lengths keep two different ceremonies from giving the same bytes.
 */
export function seedOf(seal: Seal, digest: string, randomness: Randomness): string {
	const parts: Uint8Array[] = [];
	if (randomness.beacon) parts.push(fromHex(beaconRandomness(randomness.beacon.signature), 'randomness', 32));
	for (const { name } of seal.randomness.witnesses ?? []) {
		const reveal = randomness.reveals?.find((one) => one.name === name);
		const secret = utf8(reveal?.secret ?? '');
		parts.push(u32(secret.length), secret);
	}
	return toHex(hkdf(sha256, joined(...parts), utf8('madang-draw/1 seed'), fromHex(digest, 'digest', 32), 32));
}

function checkRandomnessForm(randomness: Randomness): void {
	checkFields(randomness, '/randomness', [], ['beacon', 'reveals']);
	const { beacon, reveals } = randomness;
	if (beacon !== undefined) checkFields(beacon, '/randomness/beacon', ['round', 'signature']);
	if (reveals === undefined) return;
	checkList(reveals, '/randomness/reveals', 0, MOST_LISTED);
	reveals.forEach((reveal, i) => checkFields(reveal, `/randomness/reveals/${i}`, ['name', 'secret'], ['revealedAt']));
}

function checkOne(promised: Promised, { secret, revealedAt }: Reveal, { randomness, sealedAt }: Seal): void {
	const { name } = promised;
	checkText(secret, `secret of ${name}`);
	if (!checkReveal(promised, secret)) throw refuse('draw.reveal-differs', { name });
	// Whoever commits elsewhere than here may have promised less than `commitSecret` lets pass.
	if ([...secret].length < LEAST_SECRET) throw refuse('draw.short-secret');
	const { beacon } = randomness;
	if (!beacon) {
		if (revealedAt !== undefined) throw refuse('draw.reveal-time-idle', { name });
		return;
	}
	if (!isInstant(revealedAt) || revealedAt >= beacon.time) throw refuse('draw.late-reveal', { name });
	if (revealedAt < sealedAt) throw refuse('draw.early-reveal', { name });
}
