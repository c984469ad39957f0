import { deepEqual, equal, match, ok } from 'node:assert/strict';
import test from 'node:test';
import { rosterRoot } from '../src/inclusion.ts';
import { chancesOf, checkCertificate, DrawRefusal, verify, type Plan } from '../src/index.ts';
import { Effort } from '../src/plan/effort.ts';
import { problemOf } from '../src/plan/problem.ts';
import { planQuotas } from '../src/plan/quotas.ts';
import { anyPanel } from '../src/plan/relax.ts';
import { loadSolver } from '../src/plan/solver.ts';
import { saying } from '../src/refusal.ts';
import { buildRoster } from '../src/roster.ts';
import { canonicalRules } from '../src/rules.ts';
import { typesOf } from '../src/types.ts';
import { crowd } from './crowd.ts';
import { leximinOver, panelsOf } from './enumerated.ts';
import { tightCall } from './tight.ts';
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

/** How a tight call is refused by a planner in a hurry, and the problem with its quotas changed as the refusal says. */
async function hurried(call: ReturnType<typeof tightCall>) {
	const [rules, types] = [
		canonicalRules(call.rules),
		typesOf(buildRoster(call.candidates), canonicalRules(call.rules))
	];
	const refusal = await planQuotas(rules, types, new Effort(1)).catch((problem: unknown) => problem);
	if (!(refusal instanceof DrawRefusal)) throw refusal;
	const quotas = rules.quotas!.map((quota) => {
		const own = refusal.changes.filter(({ feature, value }) => feature === quota.feature && value === quota.value);
		return { ...quota, ...Object.fromEntries(own.map(({ side, to }) => [side, to])) };
	});
	return { refusal, changed: problemOf({ ...rules, quotas }, types) };
}

test('quotas that contradict each other, too many to tell which least must give: a change that helps, not called the smallest', async () => {
	const { refusal, changed } = await hurried(tightCall({ count: 30, features: 22, over: 1 }));
	equal(refusal.code, 'draw.quotas-unmet-about');
	const { steps, least } = refusal.facts as { steps: number; least: number };
	equal(
		refusal.changes.reduce((sum, { from, to }) => sum + Math.abs(from - to), 0),
		steps
	);
	ok(least >= 1 && least < steps, `${steps} steps, ${least} at least`);
	ok(anyPanel(highs, changed).length > 0);
	match(saying(refusal).en, /It is not shown to be the smallest/);
	match(saying(refusal).ko, /가장 작게 고친 것이라고는 할 수 없으나/);
	deepEqual((await hurried(tightCall({ count: 30, features: 22, over: 1 }))).refusal.facts, refusal.facts);
});

test('quotas so tight that no selection is found: it is not said that there is none', async () => {
	const { refusal, changed } = await hurried(tightCall({ count: 44, features: 24, over: 0 }));
	equal(refusal.code, 'draw.quotas-undecided');
	ok(anyPanel(highs, changed).length > 0);
	match(saying(refusal).en, /nor showed that there is none/);
});
