import { deepEqual, equal, ok, rejects, throws } from 'node:assert/strict';
import fc from 'fast-check';
import test from 'node:test';
import { checkCertificate, verify, worstCase, type Plan, type Rules, type Scenarios } from '../src/index.ts';
import { fieldOf, linesOf, worstOf } from '../src/merit.ts';
import { checkLottery } from '../src/lottery.ts';
import { planMerit } from '../src/plan/merit.ts';
import { plan } from '../src/plan/plan.ts';
import { loadSolver, solveOnce } from '../src/plan/solver.ts';
import { wholeShares, denominatorFor } from '../src/plan/whole-shares.ts';
import { rowsOf } from '../src/rows.ts';
import { pool, quickDraw, rules } from './world.ts';

type Ends = readonly [number, number];

const interval = fc.tuple(fc.nat(12), fc.nat(6)).map(([low, width]): Ends => [low, low + width]);
const someIntervals = fc.array(interval, { minLength: 1, maxLength: 9 });

const planOf = (list: readonly Ends[], places: number, more: Partial<Rules> = {}) =>
	plan(
		pool(list.length, (i) => ({ score: list[i]! })),
		rules('scores', places, { merit: true, ...more })
	);

/** All sets of `places` that can be the best: nobody left out lies wholly above one who is in. */
function bestSets(list: readonly Ends[], places: number): number[][] {
	const all = Array.from({ length: 2 ** list.length }, (_, bits) =>
		list.flatMap((_, i) => ((bits >> i) & 1 ? [i] : []))
	);
	const isConsistent = (set: number[]) =>
		list.every(([low], j) => set.includes(j) || set.every((i) => low <= list[i]![1]));
	return all.filter((set) => set.length === places && isConsistent(set));
}

/** The greatest guarantee by the whole linear program: one row for every set of the best. */
async function optimumOf(list: readonly Ends[], places: number): Promise<number> {
	const highs = await loadSolver();
	const everyone = list.map((_, i) => i);
	const sets = bestSets(list, places).map((set) => ({
		lower: 0,
		upper: Infinity,
		index: [...set, list.length],
		value: [...set.map(() => 1), -1]
	}));
	const sum = { lower: places, upper: places, index: everyone, value: list.map(() => 1) };
	const bounds = { lower: [...list.map(() => 0), 0], upper: [...list.map(() => 1), places] };
	const solved = solveOnce(highs, { cost: [...list.map(() => 0), -1], ...bounds, rows: [sum, ...sets] });
	ok(solved.ok);
	return -solved.objective;
}

const asNumber = ([num, den]: readonly [number, number]) => num / den;

test('on tiny draws the guarantee is the best there is, by the linear program over all consistent sets', async () => {
	await fc.assert(
		fc.asyncProperty(someIntervals, fc.nat(8), async (list, cut) => {
			const places = 1 + (cut % list.length);
			const planned = await planOf(list, places);
			const [value, gap] = [asNumber(worstCase(planned)!), asNumber(checkCertificate(planned)!)];
			const optimum = await optimumOf(list, places);
			ok(gap < 1e-6, `gap ${gap}`);
			ok(value <= optimum + 1e-6, `${value} above ${optimum}`);
			ok(value >= optimum - 1e-6 * places, `${value} below ${optimum}`);
		}),
		{ numRuns: 150 }
	);
});

test('with many alike, far more of some than of others, the guarantee is proved to a millionth', () => {
	const wide = fc.tuple(fc.nat(60), fc.nat(20)).map(([low, width]): Ends => [low, low + width]);
	const kinds = fc.uniqueArray(
		fc.tuple(wide, fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 400 }))),
		{
			selector: ([ends]) => String(ends),
			minLength: 2,
			maxLength: 60
		}
	);
	fc.assert(
		fc.property(kinds, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (given, cut) => {
			const types = given.map(([score, size]) => ({ line: { size, features: {}, score }, members: [] }));
			const entrants = given.reduce((sum, [, size]) => sum + size, 0);
			const merit: Rules = { method: 'scores', places: 1 + Math.floor(cut * entrants), merit: true };
			const planned = { ...planMerit(merit, types), rules: merit };
			checkLottery(planned.lottery, rowsOf(merit, planned.lottery.types));
			const [value, gap] = [asNumber(worstCase(planned)!), asNumber(checkCertificate(planned)!)];
			// Below one, in entrants: a small guarantee is as near as shares are fine.
			ok(gap * value < 1e-6 * Math.max(1, value), `gap ${gap} of ${value}`);
		}),
		{ numRuns: 150 }
	);
});

test('the worst case is the least over all consistent sets, whatever the shares', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(interval, fc.nat(20)), { minLength: 1, maxLength: 9 }), fc.nat(8), (given, cut) => {
			const places = 1 + (cut % given.length);
			const list = given.map(([ends]) => ends);
			const lines = list.map((score) => ({ size: 1, features: {}, score }));
			const field = fieldOf(lines, [...lines.keys()], places);
			const worst = Math.min(
				...worstOf(
					field,
					linesOf(field),
					given.map(([, share]) => share)
				)
			);
			const sums = bestSets(list, places).map((set) => set.reduce((sum, i) => sum + given[i]![1], 0));
			equal(worst, Math.min(...sums));
		}),
		{ numRuns: 300 }
	);
});

test('nobody is drawn before one who dominates them: these are certain, or those impossible', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(interval, { minLength: 1, maxLength: 30 }), fc.nat(29), async (list, cut) => {
			const { lottery } = await planOf(list, 1 + (cut % list.length));
			if (lottery.form !== 'shares') throw new Error(lottery.form);
			lottery.types.forEach((a, i) =>
				lottery.types.forEach((b, j) => {
					const isAbove = (a.score as Ends)[0] > (b.score as Ends)[1];
					ok(!isAbove || lottery.shares[i] === lottery.of || lottery.shares[j] === 0);
				})
			);
		}),
		{ numRuns: 150 }
	);
});

/** 24 intervals of few widths, 9 places: the planned guarantee is proved by several scenarios. */
const example = (more: Partial<Rules> = {}) =>
	planOf(
		Array.from({ length: 24 }, (_, i): Ends => [(i * 7) % 17, ((i * 7) % 17) + 1 + (i % 5)]),
		9,
		more
	);

const withScenarios = (planned: Plan, change: (scenarios: Scenarios['scenarios'][number]) => unknown) => {
	const [first] = structuredClone((planned.certificate as Scenarios).scenarios);
	return { ...planned, certificate: { scenarios: [change(first!)] } as Scenarios };
};

test('a whole draw verifies and says what it guarantees', async () => {
	const verdict = verify(quickDraw(await example(), 'a secret long enough'));
	ok(verdict.ok, verdict.says.en);
	ok(/at least \d+\.\d\d are drawn/.test(verdict.steps.find(({ name }) => name === 'certificate')!.says.en));
});

test('poor scenarios prove a larger gap, never a smaller one', async () => {
	const planned = await example();
	const gap = asNumber(checkCertificate(planned)!);
	ok((planned.certificate as Scenarios).scenarios[0]!.length > 1);
	const alone = (planned.certificate as Scenarios).scenarios[0]!.map((_, only) =>
		asNumber(checkCertificate(withScenarios(planned, (all) => [all[only]]))!)
	);
	ok(alone.every((one) => one >= gap - 1e-12) && alone.some((one) => one > gap + 1e-3));
	const none = asNumber(checkCertificate(withScenarios(planned, () => []))!);
	const expected = 1 - asNumber(worstCase(planned)!) / 9;
	ok(Math.abs(none - expected) < 1e-11);
	const doubled = withScenarios(planned, (all) =>
		all.map((one) => ({ ...one, times: 2 * one.times, counts: one.counts.map(([t, count]) => [t, 2 * count]) }))
	);
	equal(asNumber(checkCertificate(doubled)!), gap);
});

test('scenarios that are none are refused: off the line, too many, too few, none of the stratum, a field more', async () => {
	const planned = await example();
	const refused = (code: string, change: (first: Scenarios['scenarios'][number][number]) => unknown) =>
		throws(() => checkCertificate(withScenarios(planned, ([first, ...rest]) => [change(first!), ...rest])), { code });
	const { types } = planned.lottery;
	const low = (t: number) => (types[t]!.score as Ends)[0];
	const off = (line: number) => types.findIndex(({ score }) => (score as Ends)[1] < line);
	refused('draw.bad-scenario', (one) => ({ ...one, counts: [[off(one.line), 1], ...one.counts.slice(1)] }));
	refused('draw.bad-scenario', (one) => ({ ...one, line: Math.min(...one.counts.map(([t]) => low(t))) - 1 }));
	refused('draw.bad-scenario', (one) => ({
		...one,
		counts: one.counts.map(([t]) => [t, one.times * types[t]!.size + 1])
	}));
	refused('draw.bad-scenario', (one) => ({ ...one, counts: [...one.counts].reverse().concat(one.counts) }));
	refused('draw.bad-lottery', (one) => ({ ...one, times: one.times + 1 }));
	refused('draw.bad-lottery', (one) => ({ ...one, counts: one.counts.slice(1) }));
	refused('draw.bad-lottery', (one) => ({ ...one, line: one.line + 0.5 }));
	refused('draw.unknown-field', (one) => ({ ...one, strange: 1 }));
	throws(() => checkCertificate({ ...planned, certificate: { scenarios: [] } }), { code: 'draw.bad-lottery' });
});

test('merit without a certificate, with another kind, or with a lottery that draws the dominated first is refused', async () => {
	const planned = await example();
	throws(() => checkCertificate({ ...planned, certificate: undefined }), { code: 'draw.no-certificate' });
	throws(() => checkCertificate({ ...planned, certificate: { levels: [], proofs: [] } }), {
		code: 'draw.part-missing'
	});
	const even = { ...planned.lottery, of: 24, shares: planned.lottery.types.map(() => 9) } as Plan['lottery'];
	throws(() => checkCertificate({ ...planned, lottery: even }), { code: 'draw.dominated-first' });
	const fine = { ...planned.lottery, of: 2 ** 52 } as Plan['lottery'];
	throws(() => checkCertificate({ ...planned, lottery: fine }), { code: 'draw.bad-lottery' });
});

test('with strata each is planned and proved by itself', async () => {
	const candidates = pool(40, (i) => ({
		features: { t: i % 3 ? 'a' : 'b' },
		score: [(i * 5) % 23, ((i * 5) % 23) + (i % 6)] as Ends
	}));
	const strata = { feature: 't', places: { a: 9, b: 4 } };
	const planned = await plan(candidates, rules('scores', 13, { merit: true, strata }));
	equal((planned.certificate as Scenarios).scenarios.length, 2);
	ok(asNumber(checkCertificate(planned)!) < 1e-6);
	const parts = await Promise.all(
		(['a', 'b'] as const).map((value) =>
			plan(
				candidates.filter(({ features }) => features.t === value),
				rules('scores', strata.places[value], { merit: true })
			)
		)
	);
	const sum = parts.reduce((total, part) => total + asNumber(worstCase(part)!), 0);
	ok(Math.abs(sum - asNumber(worstCase(planned)!)) < 1e-6);
	ok(verify(quickDraw(planned, 'a secret long enough')).ok);
});

test('a stratum without places, and one without anybody, take nothing from the proof', async () => {
	const candidates = pool(6, (i) => ({ features: { t: i % 2 ? 'a' : 'b' }, score: [i, i + 2] as Ends }));
	const strata = { feature: 't', places: { a: 2, b: 0, nobody: 0 } };
	const planned = await plan(candidates, rules('scores', 2, { merit: true, strata }));
	ok(asNumber(checkCertificate(planned)!) < 1e-6);
	ok(verify(quickDraw(planned, 'a secret long enough')).ok);
});

test('scores by two ways at once, or by none, are refused', async () => {
	const by = (more: Partial<Rules>) =>
		plan(
			pool(2, () => ({ score: 1 })),
			rules('scores', 1, more)
		);
	await rejects(by({ merit: true, line: true }), { code: 'draw.two-ways' });
	await rejects(by({ merit: true, slope: [1, 1] }), { code: 'draw.two-ways' });
	await rejects(by({ line: true, slope: [1, 1] }), { code: 'draw.two-ways' });
	await rejects(by({ merit: false }), { code: 'draw.two-ways' });
	await rejects(plan(pool(2), rules('uniform', 1, { merit: true })), { code: 'draw.field-unused' });
});

test('rounding keeps the places exactly, also where sizes share a divisor', () => {
	const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 0.2, 1 / 3, 0.5, 0.9, 1)), {
		minLength: 1,
		maxLength: 8
	});
	fc.assert(
		fc.property(sizes, (given) => {
			const total = given.reduce((sum, [size, chance]) => sum + size * chance, 0);
			const rough = {
				places: Math.round(total),
				sizes: given.map(([size]) => size),
				chances: given.map(([, chance]) => chance)
			};
			fc.pre(given.some(([, chance]) => chance > 0 && chance < 1) && Math.abs(total - rough.places) < 0.05);
			const of = denominatorFor([rough], 1000);
			const shares = wholeShares(rough, of);
			equal(
				shares.reduce((sum, share, i) => sum + BigInt(share) * BigInt(rough.sizes[i]!), 0n),
				BigInt(of) * BigInt(rough.places)
			);
			deepEqual(
				shares.filter((_, i) => rough.chances[i]! % 1 === 0),
				rough.chances.filter((chance) => chance % 1 === 0).map((chance) => chance * of)
			);
		}),
		{ numRuns: 300 }
	);
});
