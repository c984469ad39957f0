import { isUtf8 } from 'node:buffer';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { refuse } from '../src/refusal.ts';

/** A file's text. Refuses, by name, one that can't be read or isn't UTF-8: read as another encoding, names would change. */
export function readText(file: string): string {
	const bytes = bytesOf(file);
	if (!isUtf8(bytes)) throw refuse('file.not-utf8', { file, line: firstBadLine(bytes) });
	return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function bytesOf(file: string): Buffer {
	try {
		return readFileSync(file);
	} catch (problem) {
		throw refuse('file.unreadable', { file, problem: problem instanceof Error ? problem.message : '' });
	}
}

function firstBadLine(bytes: Buffer): number {
	for (let [line, from] = [1, 0]; ; line++) {
		const end = bytes.indexOf(10, from);
		if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line;
		from = end + 1;
	}
}

/** A file's JSON. */
export function readJson(file: string): unknown {
	const text = readText(file);
	try {
		return JSON.parse(text);
	} catch (problem) {
		const said = problem instanceof Error ? problem.message : '';
		throw refuse('file.not-json', { file, problem: said.replace(/\s+/g, ' ') });
	}
}

/** Whether there is such a file. */
export function isThere(file: string): boolean {
	return existsSync(file);
}

/**
 * Writes a file whole or not at all: under another name beside it first, down to the disk, then renamed. Ctrl-C waits
 * for that moment, so that nothing is left half-written, nor the other name.
 */
export function writeWhole(file: string, text: string): void {
	const draft = `${file}.${process.pid}.part`;
	ignore();
	process.on('SIGINT', leave).on('SIGTERM', leave);
	try {
		const open = openSync(draft, 'w');
		const bytes = Buffer.from(text);
		for (let at = 0; at < bytes.length;) at += writeSync(open, bytes, at);
		fsyncSync(open);
		closeSync(open);
		renameSync(draft, file);
	} catch (problem) {
		rmSync(draft, { force: true });
		throw refuse('file.unwritable', { file, problem: problem instanceof Error ? problem.message : '' });
	} finally {
		// A signal that came meanwhile is heard in the next turn; only then is it safe to stop listening.
		setImmediate(ignore);
	}
}

function ignore(): void {
	process.off('SIGINT', leave).off('SIGTERM', leave);
}

function leave(): void {
	process.exit(130);
}
