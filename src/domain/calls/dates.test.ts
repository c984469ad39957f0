import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import type { Refusal } from '#lib/refusal.ts';
import { clockTime, datesIn, suggestedDates, typedDates, type TypedDates } from './dates.rules.ts';

const at = new Date('2026-11-23T03:00:00Z');
const typed: TypedDates = {
	opens: { day: '2026-11-25', time: '09:00' },
	closes: { day: '2026-11-30', time: '24:00' },
	review: { day: '2026-12-07', time: '18:00' },
	draw: { day: '2026-12-09', time: '14:00' }
};
const refused = (zone: string, change: Partial<TypedDates>, fields: Record<string, string>) =>
	throws(
		() => datesIn(zone, { ...typed, ...change }, at),
		(fault: Refusal) => {
			deepEqual(fault.fields, fields);
			return fault.code === 'lib.fields';
		}
	);

test('24:00 is kept as 00:00 of the next day in the zone of the stop, and shown as 24:00 again', () => {
	const dates = datesIn('Asia/Seoul', typed, at);
	equal(dates.closes_at.toISOString(), '2026-11-30T15:00:00.000Z');
	deepEqual(typedDates(dates, 'Asia/Seoul'), typed);
});

test('a day that does not exist is named', () =>
	refused('Asia/Seoul', { closes: { day: '2026-11-31', time: '24:00' } }, { 'closes.day': 'lib.not-a-day' }));

for (const time of ['24:01', '25:00', '', 'noon', '12:60', '-1:00']) {
	test(`a time that does not exist is named: "${time}"`, () =>
		refused('Asia/Seoul', { draw: { day: '2026-12-09', time } }, { 'draw.time': 'lib.not-a-time' }));
}

test('an infinite deadline is no day', () =>
	refused('Asia/Seoul', { closes: { day: 'infinity', time: '24:00' } }, { 'closes.day': 'lib.not-a-day' }));

test('a time that summer time skips is refused where it is skipped, and only there', () => {
	const dates: Partial<TypedDates> = {
		closes: { day: '2027-03-14', time: '02:30' },
		review: { day: '2027-03-20', time: '18:00' },
		draw: { day: '2027-03-22', time: '14:00' }
	};
	refused('America/New_York', dates, { 'closes.time': 'calls.no-such-time' });
	equal(datesIn('Asia/Seoul', { ...typed, ...dates }, at).closes_at.toISOString(), '2027-03-13T17:30:00.000Z');
});

test('a time that comes twice when summer time ends is refused', () =>
	refused('Europe/Berlin', { draw: { day: '2027-10-31', time: '02:30' } }, { 'draw.time': 'calls.no-such-time' }));

test('24:00 of the day whose next midnight summer time skips is refused', () => {
	const draw = { day: '2027-06-01', time: '14:00' };
	refused(
		'Africa/Cairo',
		{ closes: { day: '2027-04-29', time: '24:00' }, review: { day: '2027-05-07', time: '18:00' }, draw },
		{ 'closes.time': 'calls.no-such-time' }
	);
});

test('a close before or at the opening is refused', () => {
	refused(
		'Asia/Seoul',
		{ closes: { day: '2026-11-24', time: '24:00' } },
		{ 'closes.day': 'calls.closes-before-opens' }
	);
	refused(
		'Asia/Seoul',
		{ closes: { day: '2026-11-25', time: '09:00' } },
		{ 'closes.day': 'calls.closes-before-opens' }
	);
});

test('reviews that end before the close, and a draw before reviews end, are refused', () => {
	refused(
		'Asia/Seoul',
		{ review: { day: '2026-11-30', time: '23:59' } },
		{ 'review.day': 'calls.review-before-close' }
	);
	refused('Asia/Seoul', { draw: { day: '2026-12-07', time: '17:59' } }, { 'draw.day': 'calls.draw-before-review' });
});

test('a year mistyped by ten is refused', () =>
	refused('Asia/Seoul', { draw: { day: '2036-12-09', time: '14:00' } }, { 'draw.day': 'calls.too-far' }));

test('every field at fault is named at once', () =>
	refused(
		'Asia/Seoul',
		{ opens: { day: '2026-02-30', time: '09:00' }, draw: { day: '2026-12-09', time: '14' } },
		{ 'opens.day': 'lib.not-a-day', 'draw.time': 'lib.not-a-time' }
	));

test('times are read however they are typed', () => {
	const spellings = ['9:00', '0900', '２４：００', '18시', '18시 30분', ' 14:00 '];
	deepEqual(spellings.map(clockTime), ['09:00', '09:00', '24:00', '18:00', '18:30', '14:00']);
});

test('the days suggested for a new call can be taken as they are', () => {
	const dates = datesIn('America/New_York', suggestedDates('America/New_York', at), at);
	equal(dates.closes_at > dates.opens_at, true);
});
