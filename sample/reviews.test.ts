import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { findPanel, missed } from './feasible.ts';
import { sampleProgramme } from './programme.ts';
import type { SampleCall } from './types.ts';

const programme = sampleProgramme({ at: new Date('2026-11-23T03:00:00Z') });
const [open, reviewed] = programme.calls as [SampleCall, SampleCall];
const live = (call: SampleCall) => call.applications.filter(({ state }) => state === 'live');

/** Mean weighted score of an application. */
function scoreOf(key: string): number {
	const total = reviewed.criteria.reduce((sum, { weight }) => sum + weight, 0);
	const reviews = reviewed.reviews.filter(({ application }) => application === key);
	const sums = reviews.map(({ scores }) =>
		reviewed.criteria.reduce((sum, { key: of, weight }) => sum + scores[of]! * weight, 0)
	);
	return sums.reduce((sum, one) => sum + one, 0) / (reviews.length * total);
}

test('only the reviewed call has reviews: three finished ones for each live application, by three people', () => {
	deepEqual(open.reviews, []);
	for (const { key } of live(reviewed)) {
		const reviews = reviewed.reviews.filter(({ application }) => application === key);
		deepEqual([reviews.length, new Set(reviews.map(({ reviewer }) => reviewer)).size], [3, 3]);
		for (const { scores, finishedAt } of reviews) {
			deepEqual(
				Object.keys(scores),
				reviewed.criteria.map((criterion) => criterion.key)
			);
			ok(Object.values(scores).every((score) => Number.isInteger(score) && score >= 1 && score <= 5));
			ok(finishedAt > reviewed.closesAt && finishedAt < reviewed.reviewUntil);
		}
	}
});

test('nobody reviews where they have a conflict, and there are conflicts', () => {
	ok(reviewed.conflicts.filter(({ isDeclared }) => isDeclared).length >= 15);
	const barred = new Set(reviewed.conflicts.map(({ application, reviewer }) => `${application} ${reviewer}`));
	ok(reviewed.assignments.every(({ application, reviewer }) => !barred.has(`${application} ${reviewer}`)));
});

test('the twelve carry about the same load', () => {
	const loads = programme.reviewers.map(
		({ person }) => reviewed.assignments.filter(({ reviewer }) => reviewer === person).length
	);
	ok(Math.max(...loads) - Math.min(...loads) <= 4, loads.join(' '));
});

test('reviewers disagree as people do: related, not alike, and some are harsh', () => {
	const means = programme.reviewers.map(({ person }) =>
		mean(reviewed.reviews.filter(({ reviewer }) => reviewer === person).map(simple))
	);
	ok(Math.max(...means) - Math.min(...means) > 0.6, means.map((one) => one.toFixed(2)).join(' '));
	const spreads = live(reviewed).map(({ key }) =>
		spread(reviewed.reviews.filter(({ application }) => application === key).map(simple))
	);
	ok(mean(spreads) > 0.5 && mean(spreads) < 1.8, `${mean(spreads)}`);
});

test('the quotas can be kept, by all live applications and by those whose score clears a middle line', () => {
	for (const call of programme.calls)
		ok(
			findPanel(
				live(call).map(({ answers }) => answers),
				call.quotas,
				100
			),
			call.slug
		);
	const best = live(reviewed).toSorted((one, other) => scoreOf(other.key) - scoreOf(one.key));
	ok(
		findPanel(
			best.slice(0, 240).map(({ answers }) => answers),
			reviewed.quotas,
			100
		),
		'the best 240'
	);
});

test('the quotas bind: a hundred in the applications’ own proportions would break several', () => {
	for (const call of programme.calls.filter(({ state }) => state !== 'held')) {
		const broken = call.quotas.filter(({ feature, value, min, max }) => {
			const expected = (100 * live(call).filter(({ answers }) => answers[feature] === value).length) / 334;
			return expected < min || expected > max;
		});
		ok(broken.length >= 4, `${call.slug}: ${broken.map(({ feature, value }) => `${feature}=${value}`).join(' ')}`);
	}
});

test('a panel that breaks a quota is seen to break it', () => {
	const quotas = [{ feature: 'region', value: 'seoul', min: 1, max: 1 }];
	deepEqual([missed([{ region: 'seoul' }], quotas), missed([{ region: 'honam' }], quotas)], [0, 1]);
});

const simple = ({ scores }: { scores: Record<string, number> }) => mean(Object.values(scores));
const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
const spread = (list: number[]) => Math.max(...list) - Math.min(...list);
