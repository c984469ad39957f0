import { checkSealed } from './checks.ts';
import { chancesOf } from './lottery.ts';
import { drawResult } from './result.ts';
import type { Entrant } from './roster.ts';
import { checkBeacon, checkReveals, plainRandomness, seedOf, withheldNames, type Randomness } from './seed.ts';
import type { Seal } from './seal.ts';
import type { Transcript } from './transcript.ts';

/**
 * Conducts a sealed draw (SPEC §8): a pure function; the same seal, roster and randomness give the same transcript on
 * any machine. Refuses whatever verifying refuses: of the seal and its roster first, then randomness that doesn't fit.
 */
export function conduct(seal: Seal, roster: readonly Entrant[], randomness: Randomness): Transcript {
	const sealed = checkSealed(seal, roster);
	const plain = plainRandomness(seal, randomness);
	checkBeacon(seal, plain);
	checkReveals(seal, plain);
	const digest = sealed.digest();
	return {
		seal,
		sealDigest: digest,
		roster,
		randomness: plain,
		chances: chancesOf(seal.lottery),
		result: drawResult(
			seal,
			{ commitments: sealed.commitments(), types: sealed.types() },
			{
				seed: seedOf(seal, digest, plain),
				withheld: withheldNames(seal, plain)
			}
		)
	};
}
