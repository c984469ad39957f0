import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Candidate, Rules } from '#draw';
import { plan } from '#draw/plan/plan.ts';
import { ticking } from '#lib/stopwatch.ts';
import { noon } from '../../../tests/world.ts';
import { planOnce } from './plan.read.server.ts';

/** 32 places for 64 entrants, on five features of two values each; at least so many of the first value of the first two. */
function fullCall(least: readonly [number, number]): { candidates: Candidate[]; rules: Rules } {
	const five = [0, 1, 2, 3, 4];
	const candidates = Array.from({ length: 64 }, (_, i) => ({
		commitment: String(10 + i).padEnd(64, '0'),
		features: Object.fromEntries(five.map((f) => [`f${f}`, `v${(i >> f) % 2}`]))
	}));
	const quotas = five.flatMap((f) => [
		{ feature: `f${f}`, value: 'v0', min: least[f] ?? 15, max: 32 },
		{ feature: `f${f}`, value: 'v1', min: 0, max: 17 }
	]);
	return { candidates, rules: { method: 'quotas', places: 32, quotas } };
}

test('a plan that takes a solver is made aside, once, and is the one that would be made here', async () => {
	const turns: number[] = [];
	const timer = setInterval(() => turns.push(ticking()), 5);
	const begun = planOnce(fullCall([15, 16]), noon);
	equal(planOnce(fullCall([15, 16]), noon), begun);
	const outcome = await begun.outcome;
	clearInterval(timer);
	ok('planned' in outcome);
	const longest = Math.max(...turns.slice(1).map((at, n) => at - turns[n]!));
	ok(turns.length > 10 && longest < 250, `${turns.length} turns, ${longest} ms the longest`);
	const { candidates, rules } = fullCall([15, 16]);
	deepEqual(outcome.planned, await plan(candidates, rules));
});

test('what the rules make impossible comes from aside in words', async () => {
	const outcome = await planOnce(fullCall([32, 20]), noon).outcome;
	ok('problem' in outcome);
	match(outcome.problem.en, /No selection meets all quotas/);
	match(outcome.problem.ko, /할당을 모두 지키는 조합이 없습니다/);
});
