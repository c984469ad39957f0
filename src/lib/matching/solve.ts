import { diceFrom, keyFor } from '#draw/stream.ts';
import { boundOf } from './bound.ts';
import { bestMatching, type Tell } from './flow.ts';
import { valueOf, type Matching, type Share } from './problem.ts';
import { thrown } from './round.ts';

/**
 * A matching with what proves it. `shares` is the best there is, in parts where `whole` is more than 1; `pairs` are whole,
 * thrown from the shares by the seed. `value` is what the shares come to, `bound` what nothing can pass.
 */
export type Solved = { shares: Share[]; pairs: Share[]; wanting: Int32Array; value: number; bound: number };

/** Solves it here and now. `seed` is 32 bytes in hex, needed only for parts. */
export function solve(matching: Matching, seed: string, tell?: Tell): Solved {
	const matched = bestMatching(matching, tell);
	const { shares, wanting } = matched;
	const dice = diceFrom(keyFor(seed, 'madang/matching/v1'));
	const pairs = matching.whole === 1 ? shares : thrown(matching, matched, (below) => Number(dice(BigInt(below))));
	return { shares, pairs, wanting, value: valueOf(matching, matched), bound: boundOf(matching, matched.prices) };
}
