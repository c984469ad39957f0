import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import test from 'node:test';
import { chancesOf, compareFractions, type Candidate, type Rules } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { pool, rules } from './world.ts';

// What holds of every way from scores to chances: the linear lottery, by the line, by merit.
const WAYS: Readonly<Record<string, Partial<Rules>>> = {
	linear: { slope: [1, 30] },
	'by the line': { line: true },
	'by merit': { merit: true }
};

const interval = fc
	.tuple(fc.integer({ min: -40, max: 40 }), fc.nat(12))
	.map(([low, width]) => [low, low + width] as const);
const scores = fc.array(fc.oneof(interval, fc.integer({ min: -40, max: 40 })), { minLength: 2, maxLength: 25 });
const endsOf = (score: Candidate['score']) =>
	(typeof score === 'number' ? [score, score] : score!) as readonly [number, number];

for (const [name, way] of Object.entries(WAYS)) {
	test(`${name}: in two strata chances sum to their places exactly, and nobody dominated has the greater chance`, async () => {
		await fc.assert(
			fc.asyncProperty(scores, fc.nat(24), fc.nat(24), async (list, cutA, cutB) => {
				const candidates = pool(list.length, (i) => ({ score: list[i]!, features: { t: i % 2 ? 'a' : 'b' } }));
				const places = { a: 1 + (cutA % (list.length >> 1)), b: 1 + (cutB % ((list.length + 1) >> 1)) };
				const strata = { feature: 't', places };
				const { lottery } = await plan(candidates, rules('scores', places.a + places.b, { ...way, strata }));
				if (lottery.form !== 'shares') throw new Error(lottery.form);
				const { types, shares, of } = lottery;
				for (const value of ['a', 'b'] as const) {
					const own = types.flatMap(({ features }, t) => (features.t === value ? [t] : []));
					const sum = own.reduce((total, t) => total + BigInt(shares[t]!) * BigInt(types[t]!.size), 0n);
					equal(sum, BigInt(of) * BigInt(places[value]));
					for (const i of own)
						for (const j of own)
							if (endsOf(types[i]!.score)[0] > endsOf(types[j]!.score)[1]) ok(shares[i]! >= shares[j]!);
				}
			}),
			{ numRuns: 80 }
		);
	});

	test(`${name}: the order of the input changes nothing, and who has the same score has the same chance`, async () => {
		await fc.assert(
			fc.asyncProperty(scores, fc.nat(24), fc.nat(24), async (list, cut, turn) => {
				const candidates = pool(list.length, (i) => ({ score: list[i]!, features: { other: String(i) } }));
				const at = turn % list.length;
				const turned = [...candidates.slice(at), ...candidates.slice(0, at)].reverse();
				const given = rules('scores', 1 + (cut % list.length), way);
				const [first, second] = [await plan(candidates, given), await plan(turned, given)];
				deepEqual(second, first);
				// What the rules don't read makes no difference: there is one type, so one chance, for each score.
				const kinds = new Set(list.map((score) => JSON.stringify(score)));
				equal(first.lottery.types.length, kinds.size);
			}),
			{ numRuns: 40 }
		);
	});
}

for (const [name, way] of Object.entries({ linear: WAYS.linear!, 'by the line': WAYS['by the line']! })) {
	test(`${name}: one that is higher at both ends never has the smaller chance`, async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(interval, { minLength: 1, maxLength: 20 }), fc.nat(19), async (list, cut) => {
				const { lottery } = await plan(
					pool(list.length, (i) => ({ score: list[i]! })),
					rules('scores', 1 + (cut % list.length), way)
				);
				const chances = chancesOf(lottery);
				lottery.types.forEach((a, i) =>
					lottery.types.forEach((b, j) => {
						const [[low, high], [otherLow, otherHigh]] = [endsOf(a.score), endsOf(b.score)];
						if (low >= otherLow && high >= otherHigh) ok(compareFractions(chances[i]!, chances[j]!) >= 0);
					})
				);
			}),
			{ numRuns: 100 }
		);
	});
}
