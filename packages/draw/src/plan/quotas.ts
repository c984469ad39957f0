import type { Certificate, Proof } from '../certificate.ts';
import type { Lottery } from '../lottery.ts';
import { provedBound, type ProofTree } from '../proof-tree.ts';
import type { Rules } from '../rules.ts';
import type { Type } from '../types.ts';
import { numbersFrom } from './chance-source.ts';
import { leximinOfPanels, type PanelOptimum } from './columns.ts';
import { halve } from './halve.ts';
import { leximin, type Optimum } from './leximin.ts';
import { problemOf, type Problem } from './problem.ts';
import { proveBound } from './prove.ts';
import { infeasible } from './relax.ts';
import { loadSolver, type Highs } from './solver.ts';
import { roundTotals, unfold } from './unfold.ts';
import { mixTo, Pricing, type Mixture } from './weights.ts';

type Panels = Extract<Lottery, { form: 'panels' }>;

/** The published lottery is over so many panels: a number of nine digits is drawn. */
export const OF = 1_000_000_000;

/** Above so many types totals are published, to be halved (SPEC §5.1): weighing panels would take minutes. */
const MOST_WEIGHED = 700;

/**
 * The lottery of method `quotas` (SPEC §6.5, §6.6): leximin over panels that keep every quota, with a certificate.
 * Refuses quotas that can't be met, saying what would have to give.
 */
export async function planQuotas(
	rules: Rules,
	types: readonly Type[]
): Promise<{ lottery: Lottery; certificate: Certificate }> {
	const highs = await loadSolver();
	const problem = problemOf(rules, types);
	const optimum = leximin(highs, problem);
	if (!optimum) throw infeasible(highs, problem);
	if (problem.lines.length > MOST_WEIGHED) {
		const lottery = halve(highs, problem, optimum.x);
		if (lottery) return { lottery, certificate: { levels: optimum.level, proofs: optimum.mu.map(proofOf) } };
	}
	const panels = somePanels(highs, problem, optimum);
	const { mixture, isReached } = mixTo(highs, problem, optimum.x, panels ?? []);
	if (isReached)
		return {
			lottery: lotteryOf(problem, mixture),
			certificate: { levels: optimum.level, proofs: optimum.mu.map(proofOf) }
		};
	return overPanels(highs, problem, mixture);
}

/** Panels that together draw nearly what the optimum asks: the totals over 2^h panels, unfolded by halving. */
function somePanels(highs: Highs, problem: Problem, { x }: Optimum): number[][] | null {
	const count = problem.lines.length;
	const of = 2 ** Math.max(6, Math.ceil(Math.log2(1.5 * count)));
	const totals = roundTotals(highs, problem, x, of);
	return totals && unfold(highs, problem, { totals, of }, numbersFrom(1));
}

/** The relaxation promises more than whole panels can keep: leximin over panels themselves, proved by cases. */
function overPanels(highs: Highs, problem: Problem, from: Mixture): { lottery: Lottery; certificate: Certificate } {
	const optimum = leximinOfPanels(highs, problem, from.panels);
	if (!optimum) throw infeasible(highs, problem);
	const lottery = lotteryOf(problem, optimum.mixture);
	return {
		lottery,
		certificate: { levels: optimum.level, proofs: optimum.prices.map((prices) => caseProof(highs, problem, prices)) }
	};
}

function caseProof(highs: Highs, problem: Problem, prices: PanelOptimum['prices'][number]): Proof {
	const scale = 2 ** 24 / (Math.max(...prices) || 1);
	const whole = prices.map((price) => Math.round(price * scale));
	const pricing = new Pricing(highs, problem);
	try {
		const goal = BigInt(pricing.best(whole)!.worth);
		// A millionth more is allowed: the proof stays small, and the gap it leaves is published.
		const tree = proveBound(highs, problem, whole, { goal: goal + goal / 4_000_000n, most: 4000 });
		return isSound(problem, whole, tree) ? { prices: whole, tree } : { mu: problem.rows.map(() => 0) };
	} finally {
		pricing.dispose();
	}
}

/** A tree that proves nothing, because the solver's floats misled the search, is left out; the gap published says so. */
function isSound(problem: Problem, prices: readonly number[], tree: ProofTree): boolean {
	const rows = problem.rows.map((row, r) => ({ row, types: problem.inRow[r]! }));
	try {
		return provedBound(rows, prices, tree, problem) !== null;
	} catch {
		return false;
	}
}

/** Multipliers as whole numbers: scaled so that rounding costs less than the lottery's own rounding. */
function proofOf(mu: readonly number[]): Proof {
	const scale = 2 ** 40 / (Math.max(...mu.map(Math.abs)) || 1);
	return { mu: mu.map((one) => Math.round(one * scale) + 0) };
}

/** Weights as whole numbers that sum to OF: rounded down, and the largest remainders up. */
function lotteryOf(problem: Problem, { panels, weights }: Mixture): Panels {
	const sum = weights.reduce((total, weight) => total + Math.max(0, weight), 0);
	const exact = weights.map((weight) => (Math.max(0, weight) / sum) * OF);
	const times = exact.map(Math.floor);
	const order = exact.map((_, p) => p).sort((a, b) => exact[b]! - times[b]! - (exact[a]! - times[a]!) || a - b);
	const left = OF - times.reduce((total, one) => total + one, 0);
	for (let i = 0; i < left; i++) times[order[i % order.length]!]!++;
	const used = panels.flatMap((panel, p) => (times[p]! > 0 ? [{ times: times[p]!, counts: sparse(panel) }] : []));
	return { form: 'panels', types: problem.lines, of: OF, panels: used };
}

function sparse(panel: readonly number[]): [number, number][] {
	const counts: [number, number][] = [];
	for (let t = 0; t < panel.length; t++) if (panel[t]! > 0) counts.push([t, panel[t]!]);
	return counts;
}
