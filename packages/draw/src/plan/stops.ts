import type { Certificate } from '../certificate.ts';
import type { Lottery } from '../lottery.ts';
import type { Rules } from '../rules.ts';
import type { Type } from '../types.ts';
import { numbersFrom } from './chance-source.ts';
import type { Taken } from './peel.ts';
import { problemOf, type Problem } from './problem.ts';
import { lotteryOf, proofOf } from './published.ts';
import { OF } from './realise.ts';
import { anyPanel, infeasible } from './relax.ts';
import { roundTotals } from './round.ts';
import { eat } from './serial.ts';
import { loadSolver, type Highs } from './solver.ts';
import { unfold } from './unfold.ts';
import { mixTo, Pricing, wholeWeights } from './weights.ts';

/**
 * The lottery of method `stops` (SPEC §6.8): probabilistic serial over cells, realised by whole panels, with a
 * certificate of every closing. Refuses quotas that can't be met, saying what would have to give.
 */
export async function planStops(
	rules: Rules,
	types: readonly Type[]
): Promise<{ lottery: Lottery; certificate: Certificate }> {
	const highs = await loadSolver();
	const problem = problemOf(rules, types);
	const eaten = eat(highs, problem);
	if (!eaten) throw infeasible(highs, problem);
	const lottery = lotteryOf(problem, { of: OF, panels: panelsOf(highs, problem, eaten.x) });
	return { lottery, certificate: { levels: eaten.level, proofs: eaten.mu.map(proofOf) } };
}

/**
 * Panels that draw what was eaten: totals over 2^h panels, unfolded by halving, then weighed, with better ones where those
 * don't reach it. Where whole panels can't, the nearest that keep the rules, and the gap says how near.
 */
function panelsOf(highs: Highs, problem: Problem, eaten: readonly number[]): Taken[] {
	// Nobody is drawn for a cell of which nothing was eaten: many are such, and the search is the quicker without them.
	const x = eaten.map((one) => (one > 1e-9 ? one : 0));
	const open = { ...problem, high: problem.high.map((most, c) => (x[c]! > 0 ? most : 0)) };
	const of = 2 ** Math.max(6, Math.ceil(Math.log2(1.5 * x.filter((one) => one > 0).length)));
	const totals = roundTotals(highs, open, x, of);
	const halved = totals ? unfold(highs, open, { totals, of }, numbersFrom(1)) : [];
	return weigh(highs, halved.length ? open : problem, x, halved);
}

function weigh(highs: Highs, problem: Problem, x: readonly number[], halved: readonly number[][]): Taken[] {
	const pricing = new Pricing(highs, problem);
	try {
		const given = halved.length ? halved : [pricing.best(x)?.panel ?? anyPanel(highs, problem)];
		const price = (prices: readonly number[], asked: number) => pricing.better(prices, asked);
		return wholeWeights(mixTo(highs, problem, x, { given, price }).mixture, OF);
	} finally {
		pricing.dispose();
	}
}
