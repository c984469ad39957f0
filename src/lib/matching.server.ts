import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Tell } from './matching/flow.ts';
import type { Matching } from './matching/problem.ts';
import { solve, type Solved } from './matching/solve.ts';
import { root } from './settings.server.ts';

// As long as a page takes anyway, a thread of its own is not worth its start.
const smallPairs = 20_000;

/** Solves a matching without holding up anybody: a large one in a thread of its own, which tells how far it is. */
export function solveAside(matching: Matching, seed: string, tell?: Tell): Promise<Solved> {
	if (matching.items * matching.hands <= smallPairs) return Promise.resolve(solve(matching, seed, tell));
	const worker = new Worker(join(root, 'src/lib/matching/worker.ts'), { workerData: { matching, seed } });
	return new Promise((done, fail) => {
		worker.on('message', (said: { done: number; of: number } | { solved: Solved }) => {
			if ('solved' in said) done(said.solved);
			else tell?.(said.done, said.of);
		});
		worker.on('error', fail);
		worker.on('exit', (code) => fail(new Error(`the matching ended with ${code}`)));
	});
}
