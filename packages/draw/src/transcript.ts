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
		throw refuse('draw.bad-json', { problem: problem instanceof Error ? problem.message : '' });
	}
}
