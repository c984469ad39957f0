import { canonicalRules, type Candidate, type Plan, type Quota, type Rules } from '../src/index.ts';
import { rosterRoot } from '../src/inclusion.ts';
import { buildRoster } from '../src/roster.ts';
import { typesOf } from '../src/types.ts';
import { halve } from '../src/plan/halve.ts';
import { leximin } from '../src/plan/leximin.ts';
import { problemOf } from '../src/plan/problem.ts';
import { loadSolver } from '../src/plan/solver.ts';

/** Features that give some thirty types; a call of 60 is small enough to unfold in a moment. */
export const many = (i: number): Partial<Candidate> => ({
	features: { a: `a${i % 2}`, b: `b${(i * i) % 3}`, c: `c${(i * 7) % 5}`, d: `d${Math.floor(i / 9) % 3}` }
});

const among = (feature: string, values: readonly number[], min: number, max: number): Quota[] =>
	values.map((value) => ({ feature, value: `${feature}${value}`, min, max }));

/** Quotas of twelve places, all features tight. */
export const manyQuotas: readonly Quota[] = [
	...among('a', [0, 1], 6, 6),
	...among('b', [0, 1], 5, 7),
	...among('c', [0, 1, 2, 3, 4], 2, 3),
	...among('d', [0, 1, 2], 4, 4)
];

/** A call planned in the form that `plan` keeps for many types. */
export async function halvedPlan(candidates: readonly Candidate[], given: Rules): Promise<Plan> {
	const rules = canonicalRules(given);
	const roster = buildRoster(candidates);
	const highs = await loadSolver();
	const problem = problemOf(rules, typesOf(roster, rules));
	const optimum = leximin(highs, problem)!;
	const lottery = halve(highs, problem, optimum.x)!;
	const proofs = optimum.mu.map((mu) => ({ mu: mu.map((one) => Math.round(one * 2 ** 30) + 0) }));
	return { roster, root: rosterRoot(roster), rules, lottery, certificate: { levels: optimum.level, proofs } };
}
