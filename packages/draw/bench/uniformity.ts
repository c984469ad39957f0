import { randomBytes } from 'node:crypto';
import { commitmentsOf } from '../src/commitments.ts';
import { drawResult } from '../src/result.ts';
import { typesOf } from '../src/types.ts';
import { chiSquare, pValue } from './chi-square.ts';
import { knownDraws, type Known } from './draws.ts';

/** The worst χ² among entrants, or among pairs; `p` is its p-value times the number that were looked at (Bonferroni). */
export type Worst = { readonly chiSquare: number; readonly p: number };

/** Draws with many seeds and holds how often each entrant, and each two together, were drawn against what they should be. */
export function measure({ planned, sealed, pairs }: Known, draws: number, seedOf: (i: number) => string): Worst[] {
	const on = { commitments: commitmentsOf(planned.roster), types: typesOf(planned.roster, planned.rules) };
	const counts = pairs.map((row) => row.map(() => 0));
	for (let i = 0; i < draws; i++) {
		const { drawn } = drawResult(sealed, on, { seed: seedOf(i), withheld: [] });
		for (const a of drawn) for (const b of drawn) counts[a - 1]![b - 1]!++;
	}
	const found = counts.flatMap((row, i) =>
		row.map((count, j) => ({ isPair: i < j, isOne: i === j, x: chiSquare(count, draws, pairs[i]![j]!) }))
	);
	return [found.filter(({ isOne }) => isOne), found.filter(({ isPair }) => isPair)].map((some) => {
		const worst = Math.max(...some.map(({ x }) => x));
		return { chiSquare: worst, p: Math.min(1, some.length * pValue(worst)) };
	});
}

// node packages/draw/bench/uniformity.ts [DRAWS]: fresh seeds, to be run by hand or by schedule; exit 1 below p = 10⁻⁴.
if (import.meta.main) {
	const draws = Number(process.argv[2] ?? 1_000_000);
	for (const known of await knownDraws()) {
		const before = performance.now();
		const [one, two] = measure(known, draws, () => randomBytes(32).toString('hex')) as [Worst, Worst];
		const seconds = ((performance.now() - before) / 1000).toFixed(1);
		const line = ({ chiSquare: x, p }: Worst) => `worst χ² ${x.toFixed(2)}, p ${p.toPrecision(3)}`;
		console.log(`${known.name}: ${draws} draws in ${seconds} s; entrants ${line(one)}; pairs ${line(two)}`);
		if (Math.min(one.p, two.p) < 1e-4) process.exitCode = 1;
	}
}
