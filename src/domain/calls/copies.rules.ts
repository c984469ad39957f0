import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import { clockIn, dayAfter, daysBetween } from '#lib/zone.ts';
import { clockTime, type Typed } from './dates.rules.ts';
import type { QuotaPart, Sized } from './parts.rules.ts';
import { placesFor } from './quotas.rules.ts';

/** The rows of a list as another call can have them. */
export function copied<T extends { call_id: string }>(rows: T[]): Omit<T, 'id' | 'call_id' | 'position'>[] {
	return rows.map((row) => {
		const { id: _, call_id: __, position: ___, ...rest } = row as T & { id?: string; position?: number };
		return rest;
	});
}

/**
 * Moves instants of one zone to another place and time: the same clock times, as many days after the new opening as
 * they were after the old one. Refuses an opening that does not exist, and one that would put a moment where summer
 * time leaves a gap.
 */
export function shiftedBy(old: { zone: string; opens_at: Date }, next: { zone: string; opens: Typed }) {
	const days = daysBetween(clockIn(old.zone, old.opens_at).day, next.opens.day);
	const opens_at = instantIn(next.zone, next.opens.day, clockTime(next.opens.time));
	if (!opens_at) throw fieldsRefused({ 'opens.time': 'calls.no-such-time' });
	const shift = (moment: Date): Date => {
		const { day, time } = clockIn(old.zone, moment);
		const instant = instantIn(next.zone, dayAfter(day, days), time);
		if (!instant) throw fieldsRefused({ 'opens.day': 'calls.no-such-time' });
		return instant;
	};
	return { opens_at, shift };
}

/**
 * Quotas for the same tracks with other places: the same shares, minimums rounded down and maximums up, so that they
 * stay possible. A track's share of the places was rounded too; of its share and that of all, a quota of a track takes
 * the freer, so that it goes on agreeing with those of all places.
 */
export function scaledQuotas<Q extends QuotaPart>(quotas: Q[], from: Sized[], to: Sized[]): Q[] {
	return quotas.map((quota) => {
		const scopes = [quota, { track: null }].map((scope) => [placesFor(scope, from) ?? 1, placesFor(scope, to) ?? 1]);
		const mins = scopes.map(([was, is]) => Math.floor((quota.min * is!) / was!));
		const maxes = scopes.map(([was, is]) => Math.ceil((quota.max * is!) / was!));
		return { ...quota, min: Math.min(...mins), max: Math.max(...maxes) };
	});
}
