import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agreementOf } from './agreement.rules.ts';
import { calibrated, evidenceNeeded, intervalOf, likenessOf, type Rating } from './calibration.rules.ts';
import { fitMixed, type Observation } from './mixed.rules.ts';

// Davies and Goldsmith (1972), as `Penicillin` of R's lme4: 24 plates, six samples on each.
const plates =
	'272326232321 272326232321 252125242420 262325232320 252226222320 242225232219 242023212219 262226242421 ' +
	'242124222220 242124232219 262326242421 252226242420 262426242522 262326232320 262325242422 252225232320 ' +
	'252124232320 252224232319 242123212119 262326242421 252124222218 252225222220 242124222419 242124222118';
const penicillin: Observation[] = plates
	.split(' ')
	.flatMap((plate, application) => plate.match(/../g)!.map((y, reviewer) => ({ y: Number(y), application, reviewer })));
const near = (one: number, other: number, within: number) =>
	ok(Math.abs(one - other) <= within, `${one} is not ${other}`);

test('a crossed model is estimated as lme4 and MixedModels.jl publish it', () => {
	// MixedModels.jl, "Penicillin data", REML=true: criterion 330.8605889912561; lme4 prints the same rounded.
	const { variances, criterion, mean } = fitMixed(penicillin);
	near(criterion, 330.8605889912561, 1e-6);
	near(variances.application, 0.716908, 1e-6);
	near(variances.reviewer, 3.730907, 2e-5);
	near(variances.rest, 0.302416, 1e-6);
	near(mean, 22.97222, 1e-5);
});

test('balanced, it is what the analysis of variance says', () => {
	const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
	const of = (pick: (one: Observation) => boolean) => mean(penicillin.filter(pick).map(({ y }) => y));
	const whole = of(() => true);
	const plateMeans = Array.from({ length: 24 }, (_, at) => of(({ application }) => application === at));
	const sampleMeans = Array.from({ length: 6 }, (_, at) => of(({ reviewer }) => reviewer === at));
	const squares = (list: number[]) => list.reduce((sum, one) => sum + one * one, 0);
	const rest =
		squares(
			penicillin.map(({ y, application, reviewer }) => y - plateMeans[application]! - sampleMeans[reviewer!]! + whole)
		) /
		(23 * 5);
	const betweenPlates = (6 * squares(plateMeans.map((one) => one - whole))) / 23;
	const betweenSamples = (24 * squares(sampleMeans.map((one) => one - whole))) / 5;
	const { variances, reviewers } = fitMixed(penicillin);
	near(variances.rest, rest, 1e-9);
	near(variances.application, (betweenPlates - rest) / 6, 1e-9);
	near(variances.reviewer, (betweenSamples - rest) / 24, 1e-8);
	const shrink = 24 / (24 + rest / variances.reviewer);
	for (const [at, { effect }] of reviewers.entries()) near(effect, shrink * (sampleMeans[at]! - whole), 1e-8);
});

test('balanced, the error of an estimate is that of its closed form, the doubt about the mean included', () => {
	const { variances, applications } = fitMixed(penicillin, false);
	const [groups, each] = [24, 6];
	const kept = each / (each + variances.rest / variances.application);
	const share = (1 - kept) / groups;
	const ofMerit = variances.application * (1 - kept) ** 2 * (1 - 1 / groups);
	const ofRest = (variances.rest / each) * ((share + kept) ** 2 + (groups - 1) * share ** 2);
	for (const { error } of applications) near(error, ofMerit + ofRest, 1e-9);
});

// A normal-like draw that is the same everywhere: twelve uniform numbers of Park and Miller's generator.
function drawing(seed: number) {
	let state = seed;
	const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
	return { next, normal: () => Array.from({ length: 12 }, next).reduce((sum, one) => sum + one, -6) };
}

function simulated(
	size: { applications: number; reviewers: number; each: number; lenient: number },
	seed = 7
): Rating[] {
	const { next, normal } = drawing(seed);
	const leniency = Array.from({ length: size.reviewers }, () => size.lenient * normal());
	return Array.from({ length: size.applications }, (_, at) => {
		const merit = 0.5 * normal();
		const own = new Set<number>();
		while (own.size < size.each) own.add(Math.floor(next() * size.reviewers));
		return [...own].map((one) => ({
			...{ application: `a${at}`, reviewer: `r${one}` },
			points: Math.round(1000 * (3 + merit + leniency[one]! + 0.6 * normal()))
		}));
	}).flat();
}

test('what was simulated is found again', () => {
	const { spreads, evidence, lack, reviewers } = calibrated(
		simulated({ applications: 800, reviewers: 40, each: 3, lenient: 0.4 })
	);
	equal(lack, null);
	near(spreads!.application, 0.5, 0.05);
	near(spreads!.reviewer, 0.4, 0.1);
	near(spreads!.rest, 0.6, 0.03);
	ok(evidence! > 100);
	equal(reviewers.length, 40);
	equal(
		reviewers.reduce((sum, { reviews }) => sum + reviews, 0),
		2400
	);
});

test('where reviewers do not differ, nothing speaks for it and nobody moves because of it', () => {
	const { evidence, spreads } = calibrated(simulated({ applications: 300, reviewers: 12, each: 3, lenient: 0 }, 11));
	ok(evidence! < evidenceNeeded, `${evidence}`);
	ok(spreads!.reviewer < 0.1);
});

test('intervals hold the truth about as often as they say', () => {
	const { next, normal } = drawing(3);
	const merits = Array.from({ length: 400 }, () => 0.5 * normal());
	const lenient = Array.from({ length: 15 }, () => 0.3 * normal());
	const ratings = merits.flatMap((merit, at) =>
		[0, 5, 10].map((first) => {
			const one = first + Math.floor(5 * next());
			const points = Math.round(1000 * (3 + merit + lenient[one]! + 0.5 * normal()));
			return { application: `a${at}`, reviewer: `r${one}`, points };
		})
	);
	const { estimates } = calibrated(ratings);
	for (const [level, least, most] of [
		[50, 0.4, 0.6],
		[80, 0.72, 0.87],
		[95, 0.91, 0.985]
	] as const) {
		const held = merits.filter((merit, at) => {
			const { adjusted, adjustedError } = estimates.get(`a${at}`)!;
			const { low, high } = intervalOf(adjusted, adjustedError, level)!;
			return low <= 3 + merit && 3 + merit <= high;
		}).length;
		ok(held / 400 >= least && held / 400 <= most, `${level} %: ${held / 4} %`);
	}
});

test('the order of the ratings changes no digit', () => {
	const ratings = simulated({ applications: 60, reviewers: 8, each: 3, lenient: 0.3 });
	const whole = calibrated(ratings);
	fc.assert(
		fc.property(fc.shuffledSubarray(ratings, { minLength: ratings.length }), (shuffled) => {
			deepEqual(calibrated(shuffled), whole);
		}),
		{ numRuns: 12 }
	);
});

test('too few, apart, alike: there is no adjusted score, and it is said why', () => {
	const ratings = simulated({ applications: 40, reviewers: 8, each: 3, lenient: 0.3 });
	equal(calibrated([]).lack, 'few');
	equal(calibrated(ratings.slice(0, 24)).lack, 'few');
	const apart = [
		...ratings,
		...ratings.map((one) => ({ ...one, application: `z${one.application}`, reviewer: `z${one.reviewer}` }))
	];
	equal(calibrated(apart).lack, 'apart');
	equal(calibrated(apart).estimates.get('za3')!.adjusted, null);
	ok(calibrated(apart).estimates.get('za3')!.rawError! > 0);
	equal(calibrated(ratings.map((one) => ({ ...one, points: 3000 }))).lack, 'alike');
});

test('anonymous ratings have no leniency: alone, and among others', () => {
	const ratings = simulated({ applications: 60, reviewers: 8, each: 3, lenient: 0.3 });
	const alone = calibrated(ratings.map((one) => ({ ...one, reviewer: null })));
	deepEqual([alone.lack, alone.hasReviewers, alone.evidence, alone.reviewers], [null, false, null, []]);
	const mixed = calibrated(ratings.map((one, at) => (at % 5 ? one : { ...one, reviewer: null })));
	deepEqual([mixed.lack, mixed.hasReviewers, mixed.anonymous, mixed.reviewers.length], [null, true, 36, 8]);
});

test('more reviews narrow an interval, and it stays within what can be scored', () => {
	const ratings = simulated({ applications: 60, reviewers: 8, each: 2, lenient: 0.3 });
	const more = [
		...ratings,
		...['r0', 'r1', 'r2', 'r3'].map((reviewer) => ({ application: 'a0', reviewer, points: 3000 }))
	];
	const { estimates } = calibrated(more);
	ok(estimates.get('a0')!.adjustedError! < estimates.get('a1')!.adjustedError!);
	deepEqual(intervalOf(4.9, 0.4, 95), { low: 4.116, high: 5 });
	equal(intervalOf(null, null, 80), null);
});

test('two reviews are as alike as the variances say', () => {
	deepEqual(likenessOf({ application: 1, reviewer: 1, rest: 1 }), { asGiven: 1 / 3, adjusted: 1 / 2 });
});

test('agreement: the published example, and its ends', () => {
	// Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", C: interval α = 0.849.
	const observers = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'];
	const ratings = observers.flatMap((line, who) =>
		[...line].flatMap((value, unit) =>
			value === '.' ? [] : { application: `u${unit}`, reviewer: `${who}`, points: 1000 * Number(value) }
		)
	);
	near(agreementOf(ratings).alpha!, 0.849, 0.0005);
	const same = agreementOf(ratings.map((one) => ({ ...one, points: 1000 * Number(one.application.slice(1)) })));
	deepEqual([same.alpha, same.median, same.close], [1, 0, 1]);
	equal(agreementOf([]).alpha, null);
	const { differences, pairs } = agreementOf(ratings);
	equal(
		differences.reduce((sum, one) => sum + one.pairs, 0),
		pairs
	);
	near(
		differences.reduce((sum, one) => sum + one.byChance, 0),
		1,
		1e-12
	);
});

test('ten thousand applications and five hundred reviewers take seconds', () => {
	const ratings = simulated({ applications: 10_000, reviewers: 500, each: 3, lenient: 0.3 });
	// The processor's own time: other tests run beside this one.
	const from = process.cpuUsage();
	near(calibrated(ratings).spreads!.reviewer, 0.3, 0.03);
	const { user, system } = process.cpuUsage(from);
	ok(user + system < 20_000_000, `${user + system} µs`);
});
