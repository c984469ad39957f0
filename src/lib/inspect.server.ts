import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { Unfit, type Found, type UnfitReason } from './inspect/found.ts';
import { root } from './settings.server.ts';

/** What a file holds, and its SHA-256. */
export type Inspected = Found & { sha256: string };

const mostMs = 15_000;
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Looks into a file in a process of its own, which may read it and nothing else, with 128 MB and 15 s; two at a time,
 * the others wait. Throws `Unfit` with the reason where the file is not taken.
 */
export async function inspectFile(path: string): Promise<Inspected> {
	if (running >= atOnce) await new Promise<void>((done) => waiting.push(done));
	running += 1;
	try {
		return await told(path);
	} finally {
		running -= 1;
		waiting.shift()?.();
	}
}

function told(path: string): Promise<Inspected> {
	const folder = join(root, 'src/lib/inspect');
	const flags = ['--permission', `--allow-fs-read=${path}`, `--allow-fs-read=${join(root, 'package.json')}`];
	const resident = join(root, 'src/lib/resident.ts');
	const limits = [
		`--allow-fs-read=${folder}`,
		`--allow-fs-read=${resident}`,
		'--max-old-space-size=128',
		'--disable-warning=ExperimentalWarning'
	];
	const args = [...flags, ...limits, join(folder, 'process.ts'), path];
	return new Promise((done, fail) => {
		execFile(process.execPath, args, { timeout: mostMs, killSignal: 'SIGKILL', env: {} }, (fault, stdout) => {
			const answer = answerIn(stdout);
			if (answer && 'found' in answer) done(answer.found);
			else fail(new Unfit(answer?.unfit ?? (fault?.killed ? 'too-slow' : 'broken')));
		});
	});
}

function answerIn(text: string): { found: Inspected } | { unfit: UnfitReason } | undefined {
	try {
		return JSON.parse(text) as { found: Inspected } | { unfit: UnfitReason };
	} catch {
		return undefined;
	}
}
