import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { refuse } from '../src/refusal.ts';

/** A file's text. Refuses one that can't be read, by name. */
export function readText(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (problem) {
		throw refuse('file.unreadable', { file, problem: problem instanceof Error ? problem.message : '' });
	}
}

/** A file's JSON. */
export function readJson(file: string): unknown {
	try {
		return JSON.parse(readText(file).replace(/^\uFEFF/, ''));
	} catch (problem) {
		if (problem instanceof SyntaxError) throw refuse('file.not-json', { file, problem: problem.message });
		throw problem;
	}
}

/** Writes a file whole or not at all: under another name first, so that Ctrl-C leaves nothing half-written. */
export function writeWhole(file: string, text: string): void {
	const draft = `${file}.${process.pid}.part`;
	writeFileSync(draft, text);
	renameSync(draft, file);
}
