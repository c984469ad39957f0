import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { chancesOf, checkCertificate, type Plan, type Rules } from '../src/index.ts';
import { leximin } from '../src/plan/leximin.ts';
import { listPanels } from '../src/plan/list.ts';
import { plan } from '../src/plan/plan.ts';
import { problemOf, rowSums, type Problem } from '../src/plan/problem.ts';
import { OF, realise, type Panels } from '../src/plan/realise.ts';
import { roundTotals } from '../src/plan/round.ts';
import { loadSolver } from '../src/plan/solver.ts';
import { buildRoster } from '../src/roster.ts';
import { canonicalRules } from '../src/rules.ts';
import { typesOf } from '../src/types.ts';
import { crowd } from './crowd.ts';
import { leximinOver, panelsOf } from './enumerated.ts';
import { tinyCall } from './tiny.ts';
import { pool } from './world.ts';

const highs = await loadSolver();
const near = ([num, den]: readonly [number, number]) => num / den;

function problemFor({ candidates, rules }: ReturnType<typeof tinyCall>): Problem {
	const canonical = canonicalRules(rules);
	return problemOf(canonical, typesOf(buildRoster(candidates), canonical));
}

/** What every lottery over whole panels must be; and how far its totals are from what was asked. */
function farthest(problem: Problem, { of, panels }: Panels, x: readonly number[]): number {
	const totals = x.map(() => 0);
	for (const { times, counts } of panels) {
		ok(Number.isSafeInteger(times) && times >= 1);
		counts.forEach((count, t) => {
			ok(Number.isInteger(count) && problem.low[t]! <= count && count <= problem.high[t]!);
			totals[t]! += times * count;
		});
		rowSums(problem, counts).forEach((sum, r) => ok(problem.rows[r]!.min <= sum && sum <= problem.rows[r]!.max));
	}
	equal(of, OF);
	equal(
		panels.reduce((sum, { times }) => sum + times, 0),
		of
	);
	return Math.max(...totals.map((total, t) => Math.abs(total - of * x[t]!)));
}

test('totals are drawn by whole panels, at most as many as types and rows, each within every range', () => {
	for (const seed of [2, 3, 4, 6]) {
		const problem = problemFor(crowd({ count: 90, places: 18, values: [2, 3, 3, 4], seed }));
		const optimum = leximin(highs, problem)!;
		const panels = realise(highs, problem, optimum.x)!;
		ok(farthest(problem, panels, optimum.x) < 60, `seed ${seed}`);
		ok(panels.panels.length <= problem.size.length + problem.rows.length);
	}
});

test('what one panel draws always is that panel, as often as there are', () => {
	const problem = problemFor(tinyCall(3));
	const [panel] = panelsOf(problem);
	deepEqual(realise(highs, problem, panel!), { of: OF, panels: [{ times: OF, counts: panel }] });
});

test('floats a hair beyond the bounds of a type are rounded into them', () => {
	const candidates = pool(6, (i) => ({ features: { t: 'aabbcc'[i]! } }));
	const quotas = ['a', 'b', 'c'].map((value) => ({ feature: 't', value, min: 0, max: 2 }));
	const problem = problemFor({ candidates, rules: { method: 'quotas', places: 4, quotas } });
	deepEqual(roundTotals(highs, problem, [2 + 9e-10, 2 + 9e-10, -18e-10], OF), [2 * OF, 2 * OF, 0]);
});

test('all panels of a small problem are listed, each once, and no others', () => {
	let listed = 0;
	for (let seed = 1; seed <= 80; seed++) {
		const given = problemFor(tinyCall(seed));
		const problem = { ...given, low: given.size.map(() => 0), high: given.size.map(() => 1) };
		const { found, isAll } = listPanels(problem, 1000);
		ok(isAll);
		deepEqual(found.map(String).sort(), panelsOf(problem).map(String).sort());
		listed += found.length;
		if (found.length > 1) equal(listPanels(problem, 1).isAll, false);
	}
	ok(listed > 100);
});

test('averages that no mixture of whole panels has are found out', async () => {
	let found = 0;
	for (let seed = 1; seed <= 200; seed++) {
		const problem = problemFor(tinyCall(seed));
		const optimum = leximin(highs, problem);
		if (!optimum || realise(highs, problem, optimum.x)) continue;
		const panels = panelsOf(problem);
		if (panels.length === 0) continue;
		found++;
		const best = leximinOver(highs, problem.size, panels);
		ok(
			Math.max(...best.map((chance, t) => Math.abs(chance - optimum.x[t]! / problem.size[t]!))) > 1e-6,
			`seed ${seed}`
		);
	}
	ok(found >= 3, `${found}: the calls are too easy`);
});

test('on tiny calls, attainable by the relaxation or not, the chances are leximin by definition', async () => {
	let planned = 0;
	for (let seed = 1; seed <= 60; seed++) {
		const call = tinyCall(seed);
		const problem = problemFor(call);
		const panels = panelsOf(problem);
		if (panels.length === 0) continue;
		const made = await plan(call.candidates, call.rules);
		const chances = chancesOf(made.lottery).map(near);
		const sorted = (list: readonly number[]) =>
			list
				.flatMap((chance, t) => problem.lines[t]!.size && Array<number>(problem.size[t]!).fill(chance))
				.sort((a, b) => a - b);
		const best = sorted(leximinOver(highs, problem.size, panels));
		sorted(chances).forEach((chance, i) =>
			ok(Math.abs(chance - best[i]!) < 1e-6, `seed ${seed}: ${chance} for ${best[i]}`)
		);
		ok(near(checkCertificate(made)!) < 1e-6);
		planned++;
	}
	ok(planned > 20);
});

/** Three features of two values; nobody is (a, a, a)-like in an odd number of ways: the relaxation promises halves of panels. */
function parity(copies: number): { candidates: ReturnType<typeof pool>; rules: Rules } {
	const kinds = ['aab', 'aba', 'baa', 'bbb'];
	const candidates = pool(4 * copies, (i) => ({
		features: Object.fromEntries([...kinds[i % 4]!].map((value, f) => [`f${f}`, value]))
	}));
	const quotas = ['f0', 'f1', 'f2'].flatMap((feature) =>
		['a', 'b'].map((value) => ({ feature, value, min: 1, max: 1 }))
	);
	return { candidates, rules: { method: 'quotas', places: 2, quotas } };
}

test('quotas that halves of panels keep, and no panel does, are refused although the relaxation has a solution', async () => {
	for (const copies of [1, 2, 5]) {
		const { candidates, rules } = parity(copies);
		ok(leximin(highs, problemFor({ candidates, rules })));
		const refusal = (await plan(candidates, rules).catch((problem: unknown) => problem)) as {
			code?: string;
			changes?: unknown[];
		};
		equal(refusal.code, 'draw.quotas-unmet');
		ok(refusal.changes!.length >= 1);
	}
});

test('a quota that only whole panels show to shut a type out gives it chance 0, certified', async () => {
	const { candidates, rules } = parity(2);
	const more = pool(10, (i) => ({
		features: { f0: 'aabbaabbab'[i]!, f1: 'abababbaba'[i]!, f2: 'abbaabbaab'[i]! }
	})).slice(8);
	const all = [...candidates, ...more.map((one, i) => ({ ...one, commitment: `${i}`.repeat(64) }))];
	const made: Plan = await plan(all, rules);
	ok(near(checkCertificate(made)!) < 1e-8);
	const problem = problemFor({ candidates: all, rules });
	const best = leximinOver(highs, problem.size, panelsOf(problem));
	chancesOf(made.lottery).forEach((chance, t) => ok(Math.abs(near(chance) - best[t]!) < 1e-6));
	ok(chancesOf(made.lottery).some(([num]) => num === 0));
});
