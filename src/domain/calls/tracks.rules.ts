import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import { clockTime, type Typed } from './dates.rules.ts';
import type { TrackPart } from './parts.rules.ts';
import type { Call } from './rules.ts';

type Hours = Pick<Call, 'opens_at' | 'closes_at'>;

/** A track as an organiser types it: a deadline of its own only where one is written. */
export type TypedTrack = Pick<TrackPart, 'key' | 'name' | 'places'> & { closes: Typed | null; by_code: boolean };

/** Tracks as they are kept. Refuses, naming each, a deadline that does not exist or is outside the call's hours. */
export function tracksOf(typed: TypedTrack[], zone: string, call: Hours): TrackPart[] {
	const faults: Record<string, string> = {};
	const tracks = typed.map(({ closes, ...track }, at) => {
		const closes_at = closes && instantIn(zone, closes.day, clockTime(closes.time));
		if (closes && !closes_at) faults[`tracks.${at}.closes.time`] = 'calls.no-such-time';
		if (closes_at && !isInside(closes_at, call)) faults[`tracks.${at}.closes.day`] = 'calls.track-closes-outside';
		return { ...track, closes_at };
	});
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return tracks;
}

/** Whether a track's deadline is after its call has opened, and not after the call's own. */
export function isInside(closesAt: Date, { opens_at, closes_at }: Hours): boolean {
	return opens_at < closesAt && closesAt <= closes_at;
}
