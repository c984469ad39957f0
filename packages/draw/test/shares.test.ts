import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import fc from 'fast-check';
import test from 'node:test';
import { chancesOf, compareFractions, explain, verify, type Plan } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { typesOf } from '../src/types.ts';
import { pool, quickDraw, rules } from './world.ts';

const chanceOf = (planned: Plan, pick: (line: Plan['lottery']['types'][number]) => boolean) =>
	chancesOf(planned.lottery)[planned.lottery.types.findIndex(pick)];

test('with weights 1 and 3 the chances are in proportion, exactly', async () => {
	const planned = await plan(
		pool(8, (i) => ({ weight: i < 4 ? 1 : 3 })),
		rules('weighted', 3)
	);
	deepEqual(
		chanceOf(planned, ({ weight }) => weight === 1),
		[3, 16]
	);
	deepEqual(
		chanceOf(planned, ({ weight }) => weight === 3),
		[9, 16]
	);
});

test('who would pass a chance of 1 is certain, and the rest share the places left', async () => {
	const planned = await plan(
		pool(5, (i) => ({ weight: i === 0 ? 100 : 1 })),
		rules('weighted', 3)
	);
	deepEqual(
		chanceOf(planned, ({ weight }) => weight === 100),
		[1, 1]
	);
	deepEqual(
		chanceOf(planned, ({ weight }) => weight === 1),
		[1, 2]
	);
});

test('the linear lottery rises with the score and is cut at 0 and 1', async () => {
	const planned = await plan(
		pool(5, (i) => ({ score: [0, 40, 50, 60, 100][i]! })),
		rules('scores', 2, { slope: [1, 50] })
	);
	const chances = [0, 40, 50, 60, 100].map((value) => chanceOf(planned, ({ score }) => score === value));
	deepEqual(chances, [
		[0, 1],
		[2, 15],
		[1, 3],
		[8, 15],
		[1, 1]
	]);
});

test('in a weighted draw by strata every stratum has its places, and verifies', async () => {
	const candidates = pool(40, (i) => ({ features: { t: i % 4 ? 'a' : 'b' }, weight: 1 + (i % 5) }));
	const planned = await plan(candidates, rules('weighted', 12, { strata: { feature: 't', places: { a: 7, b: 5 } } }));
	for (let i = 0; i < 30; i++) {
		const transcript = quickDraw(planned, `seed number ${i} of many`);
		equal(transcript.result.drawn.filter((lot) => transcript.roster[lot - 1]!.features.t === 'a').length, 7);
		equal(new Set([...transcript.result.drawn, ...transcript.result.reserves]).size, 40);
		ok(verify(transcript).ok);
	}
});

test('over many seeds weighted entrants are drawn as often as their chances say', async () => {
	const planned = await plan(
		pool(10, (i) => ({ weight: 1 + i })),
		rules('weighted', 3)
	);
	const counts = planned.roster.map(() => 0);
	const runs = 1500;
	for (let i = 0; i < runs; i++)
		for (const lot of quickDraw(planned, `seed number ${i} of many`).result.drawn) counts[lot - 1]!++;
	typesOf(planned.roster, planned.rules).forEach(({ members }, t) => {
		const [num, den] = chancesOf(planned.lottery)[t]!;
		const p = num / den;
		ok(Math.abs(counts[members[0]!.lot - 1]! / runs - p) < 4.5 * Math.sqrt((p * (1 - p)) / runs));
	});
});

test('whatever the scores, chances sum to the places and a higher score never has the smaller chance', async () => {
	const scores = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });
	await fc.assert(
		fc.asyncProperty(
			scores,
			fc.nat(39),
			fc.integer({ min: 0, max: 50 }),
			fc.integer({ min: 1, max: 2000 }),
			async (list, cut, rise, run) => {
				const places = 1 + (cut % list.length);
				const planned = await plan(
					pool(list.length, (i) => ({ score: list[i]! })),
					rules('scores', places, { slope: [rise, run] })
				);
				const { lottery } = planned;
				if (lottery.form !== 'shares') throw new Error(lottery.form);
				const sum = lottery.shares.reduce(
					(total, share, t) => total + BigInt(share) * BigInt(lottery.types[t]!.size),
					0n
				);
				equal(sum, BigInt(places) * BigInt(lottery.of));
				const byScore = lottery.types
					.map(({ score }, t) => ({ score: score as number, chance: chancesOf(lottery)[t]! }))
					.sort((a, b) => a.score - b.score);
				for (let i = 1; i < byScore.length; i++) ok(compareFractions(byScore[i - 1]!.chance, byScore[i]!.chance) <= 0);
			}
		),
		{ numRuns: 200 }
	);
});

test('by the line, intervals above it are in, below it out, and across it share what is left', async () => {
	const scores = [
		[80, 90],
		[70, 76],
		[60, 74],
		[60, 74],
		[66, 80],
		[10, 20]
	] as const;
	const planned = await plan(
		pool(6, (i) => ({ score: scores[i]! })),
		rules('scores', 3, { line: true })
	);
	const chances = scores.map((ends) => chanceOf(planned, ({ score }) => String(score) === String(ends)));
	deepEqual(chances, [
		[1, 1],
		[1, 2],
		[1, 2],
		[1, 2],
		[1, 2],
		[0, 1]
	]);
	ok(verify(quickDraw(planned, 'a secret long enough')).ok);
});

test('whatever the intervals, by the line or linear, no dominated proposal has the greater chance', async () => {
	const interval = fc.tuple(fc.nat(60), fc.nat(12)).map(([low, width]) => [low, low + width] as const);
	const lists = fc.array(interval, { minLength: 1, maxLength: 25 });
	await fc.assert(
		fc.asyncProperty(lists, fc.nat(24), fc.boolean(), async (list, cut, byLine) => {
			const places = 1 + (cut % list.length);
			const how = byLine ? { line: true } : { slope: [1, 30] as const };
			const { lottery } = await plan(
				pool(list.length, (i) => ({ score: list[i]! })),
				rules('scores', places, how)
			);
			const chances = chancesOf(lottery);
			lottery.types.forEach((a, i) =>
				lottery.types.forEach((b, j) => {
					const [low, high] = [(a.score as readonly number[])[0]!, (b.score as readonly number[])[1]!];
					if (low > high) ok(compareFractions(chances[i]!, chances[j]!) >= 0);
				})
			);
		}),
		{ numRuns: 200 }
	);
});

test('a fractional weight, a huge score and a missing score are refused', async () => {
	await rejects(
		plan(
			pool(2, () => ({ weight: 1.5 })),
			rules('weighted', 1)
		),
		{ code: 'draw.bad-weight' }
	);
	await rejects(
		plan(
			pool(2, () => ({ weight: -1 })),
			rules('weighted', 1)
		),
		{ code: 'draw.bad-weight' }
	);
	await rejects(
		plan(
			pool(2, () => ({ score: 1e300 })),
			rules('scores', 1, { slope: [1, 1] })
		),
		{ code: 'draw.bad-score' }
	);
	await rejects(plan(pool(2), rules('scores', 1, { slope: [1, 1] })), { code: 'draw.field-missing' });
	await rejects(
		plan(
			pool(2, () => ({ score: 1 })),
			rules('scores', 1)
		),
		{ code: 'draw.two-ways' }
	);
});

test('chances other than the rules give are refused, though they keep every row', async () => {
	const candidates = pool(4, (i) => ({ weight: i < 2 ? 1 : 3 }));
	const transcript = quickDraw(await plan(candidates, rules('weighted', 2)), 'a secret of sixteen letters');
	const { lottery } = transcript.seal;
	if (lottery.form !== 'shares') throw new Error('shares were expected');
	deepEqual(lottery.shares, [1, 3]);
	const even = { ...lottery, of: 2, shares: [1, 1] };
	const unfair = verify({ ...transcript, seal: { ...transcript.seal, lottery: even } });
	const step = unfair.steps.find(({ name }) => name === 'quotas')!;
	equal(step.ok, false);
	equal(step.code, 'draw.differs');
});

test('a lot is drawn exactly when the next step is nearer than its piece is long, and its story says so', async () => {
	const strata = { feature: 't', places: { a: 2, b: 3 } };
	const made = await plan(
		pool(14, (i) => ({ features: { t: i % 2 ? 'a' : 'b' }, weight: 1 + (i % 5) })),
		rules('weighted', 5, { strata })
	);
	for (let i = 0; i < 20; i++) {
		const transcript = quickDraw(made, `a secret long enough ${i}`);
		for (const { lot } of made.roster) {
			const { piece, drawn, says } = explain(transcript, lot);
			equal(piece!.ahead < piece!.share, drawn);
			ok(piece!.ahead >= 0 && piece!.ahead < made.lottery.of);
			ok(says.some(({ en }) => en.includes(`${piece!.share} long, the next step is ${piece!.ahead} away`)));
		}
	}
});
