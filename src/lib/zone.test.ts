import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { instantIn } from './instants.ts';
import { clockIn, dayAfter, daysBetween, isDay, minutesAhead, stampIn } from './zone.ts';

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

test('a day and a clock time name the instant that the zone’s calendar names; skipped or told twice, they name none', () => {
	const near = fc.date({
		min: new Date('2010-01-01T00:00:00Z'),
		max: new Date('2035-01-01T00:00:00Z'),
		noInvalidDate: true
	});
	// The hours in which clocks are moved come often enough to matter.
	const hour = fc.oneof(fc.constantFrom(0, 1, 2, 3), fc.integer({ min: 0, max: 23 }));
	const zone = fc.constantFrom(...zones, 'Australia/Lord_Howe', 'Antarctica/Troll');
	fc.assert(
		fc.property(near, hour, fc.integer({ min: 0, max: 59 }), zone, (at, h, minute, name) => {
			const plain = Temporal.PlainDateTime.from(at.toISOString().slice(0, 10)).with({ hour: h, minute });
			const wanted = (() => {
				try {
					return plain.toZonedDateTime(name, { disambiguation: 'reject' });
				} catch {
					return null;
				}
			})();
			const time = plain.toPlainTime().toString({ smallestUnit: 'minute' });
			const found = instantIn(name, plain.toPlainDate().toString(), time);
			deepEqual(found?.getTime(), wanted?.epochMilliseconds);
			if (!found || !wanted) return;
			deepEqual(minutesAhead(name, 'UTC', found), Math.round(wanted.offsetNanoseconds / 60_000_000_000));
			deepEqual(stampIn(name, found), wanted.toString({ timeZoneName: 'never', smallestUnit: 'minute' }));
		}),
		{ numRuns: 500 }
	);
	const at = (name: string, day: string, time: string) => instantIn(name, day, time)?.toISOString() ?? null;
	const berlin = ['02:30', '03:00'].map((time) => at('Europe/Berlin', '2026-03-29', time));
	deepEqual(berlin, [null, '2026-03-29T01:00:00.000Z']);
	deepEqual(at('Europe/Berlin', '2026-10-25', '02:30'), null);
	deepEqual(at('Asia/Seoul', '2026-12-31', '24:00'), '2026-12-31T15:00:00.000Z');
	deepEqual(at('UTC', '9999-12-31', '24:00'), '+010000-01-01T00:00:00.000Z');
	deepEqual([at('Nowhere/Else', '2026-01-01', '10:00'), at('UTC', '2026-01-01', '24:01')], [null, null]);
});

test('days are counted by the calendar, and what is no day is none', () => {
	deepEqual(['2024-02-29', '2026-02-29', '2026-13-01', '2026-1-1', ''].map(isDay), [true, false, false, false, false]);
	deepEqual([dayAfter('2026-12-31', 1), dayAfter('2024-03-01', -1)], ['2027-01-01', '2024-02-29']);
	deepEqual([daysBetween('2024-02-28', '2024-03-01'), daysBetween('2026-03-01', '2026-02-27')], [2, -2]);
	throws(() => dayAfter('2026-02-30', 1), RangeError);
	throws(() => daysBetween('', '2026-02-27'), RangeError);
});
