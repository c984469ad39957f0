import type { Certificate, Proof } from '../certificate.ts';
import type { Lottery } from '../lottery.ts';
import { provedBound, type ProofTree } from '../proof-tree.ts';
import type { Rules } from '../rules.ts';
import type { Type } from '../types.ts';
import { leximinOfPanels, type PanelOptimum } from './columns.ts';
import type { Effort } from './effort.ts';
import { halve } from './halve.ts';
import { leximin, type Optimum } from './leximin.ts';
import { evenest, firstLevel } from './maximin.ts';
import { problemOf, type Problem } from './problem.ts';
import { proveBound } from './prove.ts';
import { anyPanel, infeasible } from './relax.ts';
import { loadSolver, type Highs } from './solver.ts';
import { lotteryOf, proofOf } from './published.ts';
import { OF, realise } from './realise.ts';
import { Pricing, wholeWeights } from './weights.ts';

/** Above so many types totals are published, to be halved (SPEC §5.1): a list of panels would be too long to publish. */
const MOST_WEIGHED = 1500;

/**
 * The lottery of method `quotas` (SPEC §6.5, §6.6): leximin over panels that keep every quota, with a certificate.
 * Refuses quotas that can't be met, saying what would have to give.
 */
export async function planQuotas(rules: Rules, types: readonly Type[], effort?: Effort): Promise<Planned> {
	const highs = await loadSolver();
	const problem = problemOf(rules, types, effort);
	const optimum = leximin(highs, problem);
	if (!optimum) throw infeasible(highs, problem);
	const isLeastOnly = rules.objective === 'maximin';
	if (problem.lines.length > MOST_WEIGHED) {
		const lottery = halve(highs, problem, optimum.x);
		const certificate = { levels: optimum.level, proofs: optimum.mu.map(proofOf) };
		if (lottery) return { lottery, certificate: isLeastOnly ? firstLevel(certificate) : certificate };
	}
	const planned = exactly(highs, problem, optimum, isLeastOnly);
	return isLeastOnly ? { ...planned, certificate: firstLevel(planned.certificate) } : planned;
}

type Planned = { readonly lottery: Lottery; readonly certificate: Certificate };

/** The optimum of the relaxation where whole panels attain it, as nearly always, or else the optimum over whole panels. */
function exactly(highs: Highs, problem: Problem, optimum: Optimum, isLeastOnly: boolean): Planned {
	const { x, level, mu } = optimum;
	const first = level.indexOf(0);
	const even = isLeastOnly && first >= 0 ? evenest(highs, problem, x[first]! / problem.size[first]!) : null;
	const whole = (even && realise(highs, problem, even)) ?? realise(highs, problem, x);
	if (!whole) return overPanels(highs, problem, optimum);
	return { lottery: lotteryOf(problem, whole), certificate: { levels: level, proofs: mu.map(proofOf) } };
}

/**
 * The relaxation promises more than whole panels can keep: leximin over panels themselves, proved by cases; where the effort
 * is spent on the way, by what the relaxation promised, which proves a larger gap.
 */
function overPanels(highs: Highs, problem: Problem, promised: Optimum): Planned {
	const optimum = leximinOfPanels(highs, problem, []) ?? leximinOfPanels(highs, problem, [anyPanel(highs, problem)])!;
	const lottery = lotteryOf(problem, { of: OF, panels: wholeWeights(optimum.mixture, OF) });
	const certificate = problem.effort.isSpent
		? { levels: promised.level, proofs: promised.mu.map(proofOf) }
		: { levels: optimum.level, proofs: optimum.prices.map((prices) => caseProof(highs, problem, prices)) };
	return { lottery, certificate };
}

function caseProof(highs: Highs, problem: Problem, prices: PanelOptimum['prices'][number]): Proof {
	const scale = 2 ** 24 / (Math.max(...prices) || 1);
	const whole = prices.map((price) => Math.round(price * scale));
	const pricing = new Pricing(highs, problem);
	try {
		const best = pricing.best(whole);
		if (!best) return unproved(problem);
		const goal = BigInt(best.worth);
		// A millionth more is allowed: the proof stays small, and the gap it leaves is published.
		const tree = proveBound(highs, problem, whole, { goal: goal + goal / 4_000_000n, most: 4000 });
		return isSound(problem, whole, tree) ? { prices: whole, tree } : unproved(problem);
	} finally {
		pricing.dispose();
	}
}

/** A proof that proves nothing: the gap published says so. */
function unproved({ rows }: Problem): Proof {
	return { mu: rows.map(() => 0) };
}

/** A tree that proves nothing, because the solver's floats misled the search, is left out. */
function isSound(problem: Problem, prices: readonly number[], tree: ProofTree): boolean {
	const rows = problem.rows.map((row, r) => ({ row, types: problem.inRow[r]! }));
	try {
		return provedBound(rows, prices, tree, problem) !== null;
	} catch {
		return false;
	}
}
