import { parentPort, workerData } from 'node:worker_threads';
import type { Matching } from './problem.ts';
import { solve } from './solve.ts';

const { matching, seed } = workerData as { matching: Matching; seed: string };
const solved = solve(matching, seed, (done, of) => parentPort!.postMessage({ done, of }));
parentPort!.postMessage({ solved });
