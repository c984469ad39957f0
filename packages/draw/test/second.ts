import { equal } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const SECOND = fileURLToPath(new URL('../second/draw.py', import.meta.url));

/** Why the second implementation can't be asked, or false. */
export const skip = spawnSync('python3', ['-c', '0']).status === 0 ? false : 'there is no python3 on this machine';

/** What the second implementation answers to a list of jobs, one line of text each; a job that is text is JSON already. */
export function ask(jobs: readonly unknown[]): string[] {
	const input = jobs.map((job) => (typeof job === 'string' ? job : JSON.stringify(job))).join('\n') + '\n';
	const { stdout, stderr } = spawnSync('python3', [SECOND, 'batch'], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
	const lines = stdout.trim().split('\n');
	equal(lines.length, jobs.length, stderr.slice(-2000));
	return lines;
}
