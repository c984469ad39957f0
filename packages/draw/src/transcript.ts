import { canonical } from './canonical.ts';
import type { Transcript } from './conduct.ts';
import { refuse } from './refusal.ts';

/** The transcript as the text of a file: canonical JSON, one line (SPEC §10). */
export function writeTranscript(transcript: Transcript): string {
	return canonical(transcript) + '\n';
}

/** The JSON of a transcript's text, with or without a byte-order mark; `verify` judges it. Refuses what isn't JSON. */
export function readTranscript(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch (problem) {
		// The parser quotes what it stumbled on, line breaks and all; a sentence has none.
		const said = problem instanceof Error ? problem.message : '';
		throw refuse('draw.bad-json', { problem: said.replace(/\s+/g, ' ') });
	}
}
