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
	const { stdout, isKilled } = await aside('process.ts', path);
	const answer = answerIn(stdout);
	if (answer && 'found' in answer) return answer.found;
	throw unfit(answer, isKilled);
}

/**
 * A picture of points drawn anew, in such a process too: a PNG within 800 × 400 with nothing in it but what is seen.
 * Throws `Unfit` where it is no PNG, JPEG or WebP, or claims too many points.
 */
export async function redrawFile(path: string): Promise<Buffer> {
	const { stdout, isKilled, hasFailed } = await aside('redrawing.ts', path, ['@resvg/resvg-wasm', '@jsquash/webp']);
	if (!hasFailed) return stdout;
	throw unfit(answerIn(stdout), isKilled);
}

type Said = { stdout: Buffer; hasFailed: boolean; isKilled: boolean };

async function aside(script: string, path: string, libraries: string[] = []): Promise<Said> {
	if (running >= atOnce) await new Promise<void>((done) => waiting.push(done));
	running += 1;
	try {
		return await run(script, path, libraries);
	} finally {
		running -= 1;
		waiting.shift()?.();
	}
}

function run(script: string, path: string, libraries: string[]): Promise<Said> {
	const [folder, modules] = [join(root, 'src/lib/inspect'), join(root, 'node_modules')];
	const own = [folder, join(root, 'src/lib/resident.ts'), join(root, 'package.json')];
	const reads = [path, ...own, ...libraries.map((name) => join(modules, name))];
	const limits = ['--permission', '--max-old-space-size=128', '--disable-warning=ExperimentalWarning'];
	const args = [...limits, ...reads.map((one) => `--allow-fs-read=${one}`), join(folder, script), path, modules];
	const options = { timeout: mostMs, killSignal: 'SIGKILL', env: {}, encoding: 'buffer', maxBuffer: 4 << 20 } as const;
	return new Promise((done) => {
		execFile(process.execPath, args, options, (fault, stdout) =>
			done({ stdout, hasFailed: fault !== null, isKilled: Boolean(fault?.killed) })
		);
	});
}

type Answer = { found: Inspected } | { unfit: UnfitReason };

const unfit = (answer: Answer | undefined, isKilled: boolean) =>
	new Unfit(answer && 'unfit' in answer ? answer.unfit : isKilled ? 'too-slow' : 'broken');

function answerIn(bytes: Buffer): Answer | undefined {
	try {
		return JSON.parse(bytes.toString('utf8')) as Answer;
	} catch {
		return undefined;
	}
}
