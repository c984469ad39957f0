import { readDigits, wordOf } from './bytes.ts';
import { ROOM } from './lanes.ts';
import type { Candidate } from './roster.ts';

/** The commitments of a roster as big-endian words, eight for each, end to end. */
export type Commitments = Int32Array;

/** Reads the commitments of a roster once for all that work on them; null when one of them isn't a digest in hex. */
export function commitmentsOf(entrants: readonly Pick<Candidate, 'commitment'>[]): Commitments | null {
	const words = new Int32Array(8 * entrants.length);
	const digits = new Uint8Array(64 * ROOM);
	for (let from = 0; from < entrants.length; from += ROOM) {
		const some = entrants.slice(from, from + ROOM).map((entrant) => entrant?.commitment);
		if (!readDigits(some, digits)) return null;
		for (let i = 0; i < 8 * some.length; i++) words[8 * from + i] = wordOf(digits, 8 * i);
	}
	return words;
}

/** Whether each is greater than the one before, and by its first 16 bytes already: these alone are hashed in the draw (SPEC §8). */
export function ascend(commitments: Commitments): boolean {
	for (let here = 8; here < commitments.length; here += 8) {
		let at = here;
		while (at < here + 4 && commitments[at] === commitments[at - 8]) at++;
		if (at === here + 4 || commitments[at]! >>> 0 < commitments[at - 8]! >>> 0) return false;
	}
	return true;
}
