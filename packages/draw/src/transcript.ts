import { canonical } from './canonical.ts';
import type { Fraction } from './fraction.ts';
import { namesHeld, namesWritten, nameTwice } from './names.ts';
import { refuse } from './refusal.ts';
import type { Result } from './result.ts';
import type { Entrant } from './roster.ts';
import type { Seal } from './seal.ts';
import type { Randomness } from './seed.ts';

/** All that is needed to check a draw, in one JSON object (SPEC §10). */
export type Transcript = {
	readonly seal: Seal;
	readonly sealDigest: string;
	readonly roster: readonly Entrant[];
	readonly randomness: Randomness;
	/** one exact chance for each type of the lottery, in its order */
	readonly chances: readonly Fraction[];
	readonly result: Result;
};

/** The transcript as the text of a file: canonical JSON, one line (SPEC §10). */
export function writeTranscript(transcript: Transcript): string {
	return canonical(transcript) + '\n';
}

/**
 * The JSON of a transcript's text, with or without a byte-order mark; `verify` judges it. Refuses what isn't JSON, and an
 * object that gives a name twice: whoever reads the first and whoever reads the last would see two transcripts (SPEC §2).
 */
export function readTranscript(text: string): unknown {
	const value = parsed(text.replace(/^\uFEFF/, ''));
	if (namesWritten(text) === namesHeld(value)) return value;
	throw refuse('draw.name-twice', { name: nameTwice(text) ?? '' });
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (problem) {
		// The parser quotes what it stumbled on, line breaks and all; a sentence has none.
		const said = problem instanceof Error ? problem.message : '';
		throw refuse('draw.bad-json', { problem: said.replace(/\s+/g, ' ') });
	}
}
