import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { clockIn } from './zone.ts';

const zones = ['Asia/Seoul', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'];

test('day and clock are those of the zone’s own calendar, summer time and odd offsets included', () => {
	const between = (min: string, max: string) =>
		fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });
	const instant = between('1900-01-02T00:00:00Z', '9999-12-30T00:00:00Z');
	const near = between('2026-01-01T00:00:00Z', '2027-12-31T00:00:00Z');
	fc.assert(
		fc.property(fc.oneof(instant, near), fc.constantFrom(...zones), (at, zone) => {
			const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
			const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
			deepEqual(clockIn(zone, at), { day: local.toPlainDate().toString(), time });
		})
	);
});

test('midnight may be said as the end of the day before, over a month’s end and at no other time', () => {
	deepEqual(clockIn('Asia/Seoul', new Date('2026-11-30T15:00:00Z'), true), { day: '2026-11-30', time: '24:00' });
	deepEqual(clockIn('Asia/Seoul', new Date('2026-11-30T15:00:00Z')), { day: '2026-12-01', time: '00:00' });
	deepEqual(clockIn('Asia/Seoul', new Date('2026-11-30T15:01:00Z'), true), { day: '2026-12-01', time: '00:01' });
});
