import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import { clockIn, isDay } from '#lib/zone.ts';
import type { Call } from './rules.ts';

/** The moments of a call in their order. Closing times may be written 24:00, which is the next day's 00:00. */
export const moments = ['opens', 'closes', 'review', 'draw'] as const;
export type Moment = (typeof moments)[number];

/** A day and a clock time as an organiser types them, in the stop's zone. */
export type Typed = { day: string; time: string };
export type TypedDates = Record<Moment, Typed>;
export type Dates = Pick<Call, 'opens_at' | 'closes_at' | 'review_until' | 'draw_at'>;

const columns = { opens: 'opens_at', closes: 'closes_at', review: 'review_until', draw: 'draw_at' } as const;
const tooFarMs = 3 * 366 * 86_400_000;

/**
 * The instants these days and times name in a zone. Refuses, naming each field: a day or a time that does not exist
 * (one that summer time skips or repeats included), moments out of order, a moment more than three years from `at`.
 */
export function datesIn(zone: string, typed: TypedDates, at: Date): Dates {
	const faults: Record<string, string> = {};
	const dates = {} as Dates;
	for (const moment of moments) {
		const { day, time } = typed[moment];
		const instant = instantIn(zone, day, clockTime(time));
		if (!instant) faults[faultyField(moment, day, time)] = faultOf(day, time);
		else if (Math.abs(instant.getTime() - at.getTime()) > tooFarMs) faults[`${moment}.day`] = 'calls.too-far';
		else dates[columns[moment]] = instant;
	}
	if (Object.keys(faults).length === 0) Object.assign(faults, outOfOrder(dates));
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return dates;
}

/** A clock time as people type it, `9:00`, `1800`, `２４：００`, `18시 30분`, as `HH:MM`; anything else as it is. */
export function clockTime(text: string): string {
	const plain = text.normalize('NFKC').trim();
	const [, hour, minute] = /^(\d{1,2})\s*(?:시|:)?\s*(\d{2})?\s*분?$/.exec(plain) ?? [];
	if (hour === undefined || (minute === undefined && !plain.endsWith('시'))) return plain;
	return `${hour.padStart(2, '0')}:${minute ?? '00'}`;
}

function faultyField(moment: Moment, day: string, time: string): string {
	return `${moment}.${faultOf(day, time) === 'lib.not-a-day' ? 'day' : 'time'}`;
}

/** Whether this is a time of some day, 24:00 included, however it is typed. */
export const isTime = (time: string) => instantIn('UTC', '2000-01-01', clockTime(time)) !== null;

// The zone of UTC skips nothing: what it knows, only this zone's summer time can refuse.
function faultOf(day: string, time: string): string {
	if (!isDay(day)) return 'lib.not-a-day';
	return isTime(time) ? 'calls.no-such-time' : 'lib.not-a-time';
}

function outOfOrder(dates: Dates): Record<string, string> {
	if (dates.closes_at <= dates.opens_at) return { 'closes.day': 'calls.closes-before-opens' };
	if (dates.review_until < dates.closes_at) return { 'review.day': 'calls.review-before-close' };
	if (dates.draw_at < dates.review_until) return { 'draw.day': 'calls.draw-before-review' };
	return {};
}

/** The dates of a call as its form shows them: ends of days as 24:00. */
export function typedDates(call: Dates, zone: string): TypedDates {
	return {
		opens: clockIn(zone, call.opens_at),
		closes: clockIn(zone, call.closes_at, true),
		review: clockIn(zone, call.review_until, true),
		draw: clockIn(zone, call.draw_at)
	};
}

/** Days to begin with for a call made at `at`: a fortnight to apply, a week to review, the draw soon after. */
export function suggestedDates(zone: string, at: Date): TypedDates {
	const after = (days: number, time: string) => ({
		day: clockIn(zone, new Date(at.getTime() + days * 86_400_000)).day,
		time
	});
	return { opens: after(7, '09:00'), closes: after(21, '24:00'), review: after(28, '18:00'), draw: after(30, '14:00') };
}
