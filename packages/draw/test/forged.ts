import { readFileSync } from 'node:fs';
import {
	chancesOf,
	commitSecret,
	readTranscript,
	sealDigest,
	type Randomness,
	type Seal,
	type Transcript
} from '../src/index.ts';
import { digestOf } from '../src/canonical.ts';
import { commitmentsOf } from '../src/commitments.ts';
import { rosterRoot } from '../src/inclusion.ts';
import { drawResult } from '../src/result.ts';
import { seedOf, withheldNames } from '../src/seed.ts';
import { typesOf } from '../src/types.ts';

const SECRET = 'a secret that is long enough';

/** A golden vector, with one witness and no beacon for its randomness, so that no pairing slows anything down. */
export function vector(name: string): Transcript {
	const text = readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8');
	const { seal, roster } = readTranscript(text) as Transcript;
	const witnesses = [{ name: 'w', commitment: commitSecret(SECRET) }];
	return forged({ ...seal, randomness: { witnesses } }, roster, { reveals: [{ name: 'w', secret: SECRET }] });
}

/** A golden vector as it is, beacon and all. */
export function untouched(name: string): Transcript {
	return readTranscript(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')) as Transcript;
}

/** Anything that may stand in a transcript, to be edited. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any;

/**
 * The transcript that a forger would publish: all that follows from a seal, a roster and randomness made again without any
 * check, so that nothing but what was edited is wrong. What can't be made stays as it was.
 */
export function forged(seal: Seal, roster: Transcript['roster'], randomness: Randomness, old?: Transcript): Transcript {
	const made = { seal, roster, randomness };
	const sealDigestNow = attempt(() => sealDigest(seal), old?.sealDigest ?? '');
	const chances = attempt(() => chancesOf(seal.lottery), old?.chances ?? []);
	const result = attempt(
		() =>
			drawResult(
				seal,
				{ commitments: commitmentsOf(roster), types: typesOf(roster, seal.rules) },
				{
					seed: seedOf(seal, sealDigestNow, randomness),
					withheld: withheldNames(seal, randomness)
				}
			),
		old?.result as Transcript['result']
	);
	return { ...made, sealDigest: sealDigestNow, chances, result };
}

/**
 * A transcript edited in its seal, roster or randomness by somebody who makes all the rest fit; with `keep` but for the root
 * and the digest of the chances.
 */
export function edited(transcript: Transcript, change: (copy: Loose) => void, keep = false): Transcript {
	const copy = structuredClone(transcript) as Loose;
	change(copy);
	const { seal, roster, randomness } = copy;
	if (!keep) {
		attempt(() => (seal.chances = digestOf(chancesOf(seal.lottery))), '');
		attempt(() => (seal.roster = { ...seal.roster, root: rosterRoot(roster), size: roster.length }), null);
	}
	return forged(seal, roster, randomness, transcript);
}

function attempt<T>(make: () => T, otherwise: T): T {
	try {
		return make();
	} catch {
		return otherwise;
	}
}
