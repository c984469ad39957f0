import type { Certificate } from '../certificate.ts';
import type { Lottery } from '../lottery.ts';
import type { Rules } from '../rules.ts';
import type { Type } from '../types.ts';
import { problemOf, type Problem } from './problem.ts';
import { realise, weighted, type Panels } from './realise.ts';
import { infeasible } from './relax.ts';
import { eat } from './serial.ts';
import { loadSolver, type Highs } from './solver.ts';
import { mixTo } from './weights.ts';

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
	const { of, panels } = panelsOf(highs, problem, eaten.x);
	const lottery: Lottery = {
		form: 'panels',
		types: problem.lines,
		of,
		panels: panels.map(({ times, counts }) => ({ times, counts: sparse(counts) }))
	};
	return { lottery, certificate: { levels: eaten.level, proofs: eaten.mu.map(proofOf) } };
}

/** Panels that draw what was eaten; where whole panels can't, the nearest that keep the rules, and the gap says how near. */
function panelsOf(highs: Highs, problem: Problem, x: readonly number[]): Panels {
	// Nobody is drawn for a cell of which nothing was eaten: most are such, and the search is the quicker without them.
	const whole = { ...problem, high: problem.high.map((most, c) => (x[c]! > 1e-9 ? most : 0)) };
	const panels = realise(
		highs,
		whole,
		x.map((one) => (one > 1e-9 ? one : 0))
	);
	if (panels) return panels;
	const { mixture } = mixTo(highs, problem, x, []);
	if (!mixture.weights.length) throw infeasible(highs, problem);
	return weighted(mixture);
}

/** Multipliers as whole numbers: scaled so that rounding costs less than the lottery's own rounding. */
function proofOf(mu: readonly number[]): { mu: number[] } {
	const scale = 2 ** 40 / (Math.max(...mu.map(Math.abs)) || 1);
	return { mu: mu.map((one) => Math.round(one * scale) + 0) };
}

function sparse(counts: readonly number[]): [number, number][] {
	return counts.flatMap((count, c): [number, number][] => (count > 0 ? [[c, count]] : []));
}
