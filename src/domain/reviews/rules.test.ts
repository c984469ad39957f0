import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scored } from '#domain/bands/rules.ts';
import { distribution, isReviewing, meanScore, ownScore, reviewState, scorePlace } from './rules.ts';

const criteria = [
	{ key: 'technology', weight: 3 },
	{ key: 'growth', weight: 1 }
];
const score = fc.integer({ min: 1, max: 5 });
const review = fc.record({ technology: score, growth: score });
const reviews = fc.array(review, { minLength: 1, maxLength: 9 });

test('the mean weighs criteria as the rubric says and reviews alike', () => {
	equal(meanScore([{ technology: 5, growth: 1 }], criteria), 4);
	equal(
		meanScore(
			[
				{ technology: 5, growth: 1 },
				{ technology: 2, growth: 2 }
			],
			criteria
		),
		3
	);
	equal(meanScore([], criteria), null);
	equal(meanScore([{}], []), null);
});

test('a mean has three decimals, lies between the lowest and the highest review, and does not depend on their order', () => {
	fc.assert(
		fc.property(reviews, (all) => {
			const { score: mean, low, high } = scored(all, criteria);
			ok(mean !== null && low !== null && high !== null);
			ok(low - 0.0005 <= mean && mean <= high + 0.0005);
			equal(mean, Number(mean.toFixed(3)));
			equal(meanScore(all.toReversed(), criteria), mean);
		})
	);
});

test('one more point nowhere lowers a mean', () => {
	fc.assert(
		fc.property(reviews, (all) => {
			const raised = all.map((one, at) => (at === 0 ? { ...one, growth: Math.min(5, one.growth + 1) } : one));
			ok(meanScore(raised, criteria)! >= meanScore(all, criteria)!);
		})
	);
});

test('a review with a criterion left open has no score of its own', () => {
	equal(ownScore({ technology: 5 }, criteria), null);
	equal(ownScore({ technology: 5, growth: 5 }, criteria), 5);
});

test('a review goes on from the closing instant up to, not including, its end; not of a draft', () => {
	const dates = { published_at: new Date(0), closes_at: new Date(1000), review_until: new Date(2000) };
	const call = { ...dates, grace_minutes: 0, review_from: null, discuss_until: null };
	deepEqual(
		[999, 1000, 1999, 2000].map((ms) => isReviewing(call, new Date(ms))),
		[false, true, true, false]
	);
	equal(isReviewing({ ...call, published_at: null }, new Date(1500)), false);
});

test('a conflict outlives what was written before it', () => {
	equal(reviewState({ conflicted: true, review: { finished_at: new Date() } }), 'conflict');
	equal(reviewState({ conflicted: false, review: null }), 'open');
	equal(reviewState({ conflicted: false, review: { finished_at: null } }), 'begun');
	equal(reviewState({ conflicted: false, review: { finished_at: new Date() } }), 'finished');
});

test('own scores are counted from 1 to 5', () => {
	deepEqual(distribution([{ technology: 5, growth: 1 }, { technology: 5 }]), [1, 0, 0, 0, 2]);
	deepEqual(
		[1, 3, 5].map((score) => scorePlace(score)),
		[0, 50, 100]
	);
});
