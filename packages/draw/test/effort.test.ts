import { deepEqual, ok } from 'node:assert/strict';
import test from 'node:test';
import { rosterRoot } from '../src/inclusion.ts';
import { chancesOf, checkCertificate, DrawRefusal, verify, type Plan } from '../src/index.ts';
import { Effort } from '../src/plan/effort.ts';
import { problemOf } from '../src/plan/problem.ts';
import { planQuotas } from '../src/plan/quotas.ts';
import { loadSolver } from '../src/plan/solver.ts';
import { buildRoster } from '../src/roster.ts';
import { canonicalRules } from '../src/rules.ts';
import { typesOf } from '../src/types.ts';
import { crowd } from './crowd.ts';
import { leximinOver, panelsOf } from './enumerated.ts';
import { tinyCall } from './tiny.ts';
import { quickDraw } from './world.ts';

const highs = await loadSolver();
const near = ([num, den]: readonly [number, number]) => num / den;

/** A call planned with so much effort; null where no panel keeps its quotas. */
async function plannedBy({ candidates, rules: given }: ReturnType<typeof tinyCall>, effort: Effort) {
	const [rules, roster] = [canonicalRules(given), buildRoster(candidates)];
	const types = typesOf(roster, rules);
	const made = await planQuotas(rules, types, effort).catch((problem: unknown) => {
		if (problem instanceof DrawRefusal) return null;
		throw problem;
	});
	const planned: Plan | null = made && { roster, root: rosterRoot(roster), rules, ...made };
	return planned && { planned, problem: problemOf(rules, types) };
}

test('a plan that may not take its time keeps every quota, and its gap says how far it may be from the best', async () => {
	let [hurried, apart] = [0, 0];
	for (let seed = 1; seed <= 80; seed++) {
		const made = await plannedBy(tinyCall(seed), new Effort(1));
		if (!made) continue;
		const { planned, problem } = made;
		const gap = near(checkCertificate(planned)!);
		const best = Math.min(...leximinOver(highs, problem.size, panelsOf(problem)));
		const least = Math.min(...chancesOf(planned.lottery).map(near));
		ok(least + gap > best - 1e-9, `seed ${seed}: ${least} and ${gap} do not reach ${best}`);
		ok(verify(quickDraw(planned, 'a secret long enough')).ok, `seed ${seed}`);
		if (best - least > 1e-6) apart++;
		hurried++;
	}
	ok(hurried > 30 && apart > 0, `${apart} of ${hurried}`);
});

test('effort is counted, not timed: the same call gives the same plan', async () => {
	const call = crowd({ count: 90, places: 18, values: [2, 3, 3, 4], seed: 4 });
	const plans = [await plannedBy(call, new Effort(300)), await plannedBy(call, new Effort(300))];
	deepEqual(plans[0]!.planned, plans[1]!.planned);
});
