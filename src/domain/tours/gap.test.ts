import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { minutesAhead } from '#lib/zone.ts';
import { noon } from '../../../tests/world.ts';
import { gapWords } from './gap.rules.ts';

test('the difference between two clocks is said in hours and minutes, and which of them is ahead', () => {
	const seoul = { zone: 'Asia/Seoul', name: '서울' };
	deepEqual(
		['Asia/Kolkata', 'Asia/Tokyo', 'Australia/Sydney'].map((zone) => gapWords(zone, seoul, noon)),
		['서울보다 3시간 30분 늦음', '서울 시각과 같음', '서울보다 2시간 빠름']
	);
});

test('summer time counts on the day it is asked for', () => {
	const hours = (day: string) => minutesAhead('Europe/London', 'UTC', new Date(`${day}T12:00:00Z`)) / 60;
	deepEqual([hours('2026-10-24'), hours('2026-10-26')], [1, 0]);
});
