import { deepEqual, equal, ok, rejects, throws } from 'node:assert/strict';
import test from 'node:test';
import { chancesOf, checkCertificate, verify, type Plan, type Rules } from '../src/index.ts';
import type { Certificate } from '../src/certificate.ts';
import { plan } from '../src/plan/plan.ts';
import { problemOf } from '../src/plan/problem.ts';
import { loadSolver } from '../src/plan/solver.ts';
import { canonicalRules } from '../src/rules.ts';
import { typesOf } from '../src/types.ts';
import { crowd } from './crowd.ts';
import { leximinOver, panelsOf } from './enumerated.ts';
import { tinyCall } from './tiny.ts';
import { conducted, pool } from './world.ts';

const near = ([num, den]: readonly [number, number]) => num / den;
const chancesIn = (planned: Plan) => chancesOf(planned.lottery).map(near);
const maximin = (rules: Rules): Rules => ({ ...rules, objective: 'maximin' });

test('the least chance is the largest there can be, by all panels of tiny calls, and certified', async () => {
	const highs = await loadSolver();
	let planned = 0;
	for (let seed = 1; seed <= 60; seed++) {
		const { candidates, rules } = tinyCall(seed);
		const made = await plan(candidates, maximin(rules)).catch(() => null);
		if (!made) continue;
		const problem = problemOf(made.rules, typesOf(made.roster, made.rules));
		const best = Math.min(...leximinOver(highs, problem.size, panelsOf(problem)));
		ok(Math.abs(Math.min(...chancesIn(made)) - best) < 1e-6, `seed ${seed}`);
		ok(near(checkCertificate(made)!) < 1e-6, `seed ${seed}: ${near(checkCertificate(made)!)}`);
		planned++;
	}
	ok(planned > 20);
});

test('its largest chance is no larger than that of leximin, and smaller where there is room', async () => {
	let smaller = 0;
	for (let seed = 1; seed <= 60; seed++) {
		const { candidates, rules } = tinyCall(seed);
		const fair = await plan(candidates, rules).catch(() => null);
		if (!fair) continue;
		const even = await plan(candidates, maximin(rules));
		ok(Math.abs(Math.min(...chancesIn(fair)) - Math.min(...chancesIn(even))) < 1e-7);
		const [a, b] = [Math.max(...chancesIn(fair)), Math.max(...chancesIn(even))];
		ok(b <= a + 1e-7);
		if (b < a - 1e-4) smaller++;
	}
	ok(smaller > 0);
});

test('it is sealed, conducted and verified, in words that claim the least chance only', async () => {
	const { candidates, rules } = crowd({ count: 60, places: 15, values: [2, 3, 3], seed: 2 });
	const verdict = verify(JSON.parse(JSON.stringify(conducted(await plan(candidates, maximin(rules))))));
	ok(verdict.ok, verdict.says.en);
	const step = verdict.steps.find(({ name }) => name === 'certificate')!;
	ok(step.says.en.startsWith('No lottery has a larger least chance'), step.says.en);
});

test('its certificate has one proof, and levels up to 1', async () => {
	const { candidates, rules } = crowd({ count: 60, places: 15, values: [2, 3, 3], seed: 2 });
	const made = await plan(candidates, maximin(rules));
	const { levels, proofs } = made.certificate as Certificate;
	equal(proofs.length, 1);
	ok(levels.every((level) => level === 0 || level === 1));
	const withOther = (certificate: Plan['certificate']) => () => checkCertificate({ ...made, certificate });
	throws(withOther({ levels, proofs: [...proofs, ...proofs] }), { code: 'draw.bad-lottery' });
	throws(withOther({ levels: levels.map((level) => level + 1), proofs }), { code: 'draw.proof-of-nothing' });
	throws(withOther({ levels, proofs: [] }), { code: 'draw.bad-lottery' });
	// The same certificate says less than leximin asks for.
	throws(() => checkCertificate({ ...made, rules: { ...made.rules, objective: undefined } }), {
		code: 'draw.bad-lottery'
	});
});

test('with bands the accepted are certain whatever the least chance is', async () => {
	const candidates = pool(20, (i) => ({ features: { t: i % 2 ? 'a' : 'b' }, band: i < 3 ? 'accept' : 'draw' }));
	const quotas = ['a', 'b'].map((value) => ({ feature: 't', value, min: 3, max: 5 }));
	const made = await plan(candidates, { method: 'quotas', places: 8, quotas, bands: true, objective: 'maximin' });
	ok(near(checkCertificate(made)!) < 1e-8);
	made.lottery.types.forEach(({ band }, t) => band === 'accept' && equal(chancesIn(made)[t], 1));
});

test('an objective that does not exist, or with another method, is refused; leximin is written nowhere', async () => {
	const candidates = pool(6);
	const given = (rules: object) => plan(candidates, rules as Rules);
	await rejects(given({ method: 'quotas', places: 2, objective: 'nash' }), { code: 'draw.unknown-objective' });
	await rejects(given({ method: 'quotas', places: 2, objective: '' }), { code: 'draw.unknown-objective' });
	await rejects(given({ method: 'uniform', places: 2, objective: 'maximin' }), { code: 'draw.field-unused' });
	const plain: Rules = { method: 'quotas', places: 2, quotas: [] };
	deepEqual(canonicalRules({ ...plain, objective: 'leximin' }), plain);
	deepEqual(canonicalRules({ ...plain, objective: 'maximin' }), { ...plain, objective: 'maximin' });
});
