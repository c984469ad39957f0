import { aside } from './aside.server.ts';
import type { Tell } from './matching/flow.ts';
import type { Matching } from './matching/problem.ts';
import { solve, type Solved } from './matching/solve.ts';

// As long as a page takes anyway, a thread of its own is not worth its start.
const smallPairs = 20_000;

/** Solves a matching without holding up anybody: a large one in a thread of its own, which tells how far it is. */
export function solveAside(matching: Matching, seed: string, tell?: Tell): Promise<Solved> {
	if (matching.items * matching.hands <= smallPairs) return Promise.resolve(solve(matching, seed, tell));
	return aside<Solved>({ file: 'src/lib/matching/solve.ts', name: 'solve', given: [matching, seed] }, tell);
}
