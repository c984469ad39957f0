import { randomBytes } from 'node:crypto';
import { commitmentsOf } from '../src/commitments.ts';
import { drawResult } from '../src/result.ts';
import { typesOf } from '../src/types.ts';
import { chiSquare, pValue } from './chi-square.ts';
import { knownDraws, type Known } from './draws.ts';

/** The worst χ² of one degree of freedom; `p` is its p-value times the number that were looked at (Bonferroni). */
export type Worst = { readonly chiSquare: number; readonly p: number; readonly looked: number };

/** Draws with many seeds and holds how often each outcome, and each two together, came true against what they should. */
export function measure(
	{ planned, sealed, pairs, outcomes }: Known,
	draws: number,
	seedOf: (i: number) => string
): [ones: Worst, pairs: Worst] {
	const on = { commitments: commitmentsOf(planned.roster), types: typesOf(planned.roster, planned.rules) };
	const counts = pairs.map((row) => row.map(() => 0));
	for (let i = 0; i < draws; i++) {
		const came = outcomes(drawResult(sealed, on, { seed: seedOf(i), withheld: [] }));
		for (const a of came) for (const b of came) counts[a]![b]!++;
	}
	const found = counts.flatMap((row, i) =>
		row.flatMap((count, j) =>
			Number.isNaN(pairs[i]![j]) ? [] : [{ isPair: i < j, isOne: i === j, x: chiSquare(count, draws, pairs[i]![j]!) }]
		)
	);
	return [worstOf(found.filter(({ isOne }) => isOne)), worstOf(found.filter(({ isPair }) => isPair))];
}

function worstOf(found: readonly { readonly x: number }[]): Worst {
	if (found.length === 0) return { chiSquare: 0, p: 1, looked: 0 };
	const worst = Math.max(...found.map(({ x }) => x));
	return { chiSquare: worst, p: Math.min(1, found.length * pValue(worst)), looked: found.length };
}

/** A fair draw comes below this in one run of ten thousand. */
const SUSPECT = 1e-4;

/**
 * Every way of drawing, so many times with fresh seeds: a table, and whether all of it is as it should be. To be run by hand
 * or on a schedule.
 */
export async function fairness(draws: number): Promise<boolean> {
	console.log('| way of drawing | draws | seconds | outcomes: worst χ²₁ of | p | pairs: worst χ²₁ of | p |');
	console.log('|---|---|---|---|---|---|---|');
	let isFair = true;
	for (const known of await knownDraws()) {
		const before = performance.now();
		const both = measure(known, draws, () => randomBytes(32).toString('hex'));
		const seconds = ((performance.now() - before) / 1000).toFixed(1);
		const cells = both.map(({ chiSquare: x, p, looked }) => `${x.toFixed(2)} of ${looked} | ${p.toPrecision(3)}`);
		console.log(`| ${known.name} | ${draws} | ${seconds} | ${cells.join(' | ')} |`);
		if (both.some(({ p }) => p < SUSPECT)) isFair = false;
	}
	return isFair;
}

// node packages/draw/bench/uniformity.ts [DRAWS]: exit 1 when a p-value, already times all that were looked at, is below 10⁻⁴.
if (import.meta.main) process.exitCode = (await fairness(Number(process.argv[2] ?? 1_000_000))) ? 0 : 1;
