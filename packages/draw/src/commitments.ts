import { readDigits } from './bytes.ts';
import { ROOM } from './lanes.ts';
import type { Candidate } from './roster.ts';

/** The codes of the hex digits of a roster's commitments, 64 for each, end to end. */
export type Digits = Uint8Array;

/** Reads the commitments of a roster once for all that work on them; null when one of them isn't a digest in hex. */
export function digitsOf(entrants: readonly Pick<Candidate, 'commitment'>[]): Digits | null {
	const digits = new Uint8Array(64 * entrants.length);
	for (let from = 0; from < entrants.length; from += ROOM) {
		const some = entrants.slice(from, from + ROOM).map((entrant) => entrant?.commitment);
		if (!readDigits(some, digits.subarray(64 * from))) return null;
	}
	return digits;
}

/** Whether every commitment is greater than the one before, and by its first 32 digits already: these alone are hashed in the draw (SPEC §8). */
export function ascend(digits: Digits): boolean {
	for (let here = 64; here < digits.length; here += 64) {
		let at = here;
		while (at < here + 32 && digits[at] === digits[at - 64]) at++;
		if (at === here + 32 || digits[at]! < digits[at - 64]!) return false;
	}
	return true;
}
