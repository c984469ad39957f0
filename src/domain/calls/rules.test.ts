import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { criteriaFor, daysUntil, isOpen, placesOf, stageOf } from './rules.ts';

const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const call = {
	opens_at: day(2),
	closes_at: day(10),
	grace_minutes: 0,
	review_until: day(15),
	draw_at: day(20),
	published_at: day(1) as Date | null
};
const after = (at: Date, ms: number) => new Date(at.getTime() + ms);

test('a call is open from its first instant up to, and not including, its closing instant', () => {
	equal(isOpen(call, after(call.opens_at, -1)), false);
	equal(isOpen(call, call.opens_at), true);
	equal(isOpen(call, after(call.closes_at, -1)), true);
	equal(isOpen(call, call.closes_at), false);
});

test('the published grace is part of the hours', () => {
	equal(isOpen({ ...call, grace_minutes: 2 }, after(call.closes_at, 119_999)), true);
	equal(isOpen({ ...call, grace_minutes: 2 }, after(call.closes_at, 120_000)), false);
});

test('criteria count for their track and round; those of none for all', () => {
	const criteria = [
		{ key: 'all', track: null, round: null },
		{ key: 'api', track: 'api', round: null },
		{ key: 'pitch', track: null, round: 2 }
	];
	const keys = (round: number, track: string | null) => criteriaFor({ round, criteria }, track).map(({ key }) => key);
	deepEqual(keys(1, 'api'), ['all', 'api']);
	deepEqual(keys(1, 'other'), ['all']);
	deepEqual(keys(2, null), ['all', 'pitch']);
});

test('a draft is never open and stands nowhere', () => {
	equal(isOpen({ ...call, published_at: null }, day(5)), false);
	equal(stageOf({ ...call, published_at: null }, day(5)), null);
});

test('the stage bar moves on at each moment of the calendar', () => {
	const seen = [day(1), day(2), day(10), day(15), day(20)].map((at) => stageOf(call, at));
	deepEqual(seen, ['notice', 'open', 'review', 'draw', 'chosen']);
});

test('where the draw is known, it decides: a late one is still to come, an early one is done', () => {
	equal(stageOf(call, day(25), false), 'draw');
	equal(stageOf(call, day(16), true), 'chosen');
	equal(stageOf(call, day(5), true), 'open');
});

test('days are counted up, so that the last day is 1 and a passed one 0', () => {
	equal(daysUntil(day(10), day(5)), 5);
	equal(daysUntil(day(10), after(day(10), -1)), 1);
	equal(daysUntil(day(10), day(11)), 0);
});

test('places are summed over the tracks', () => equal(placesOf({ tracks: [{ places: 60 }, { places: 40 }] }), 100));
