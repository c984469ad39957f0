import type { Selectable } from 'kysely';
import type { KeptField } from '#db/kinds.ts';
import type { Calls, Criteria, Hosts, Quotas, Stops, Terms, Tracks } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';

export type Call = Selectable<Calls>;
export type Track = Selectable<Tracks>;
export type Field = KeptField;
export type Term = Selectable<Terms>;
export type Criterion = Selectable<Criteria>;
export type Quota = Selectable<Quotas>;

/** A call with all it is made of. */
export type WholeCall = Call & {
	stop: Selectable<Stops>;
	host: Selectable<Hosts>;
	tracks: Track[];
	/** The newest version of its form. */
	fields: Field[];
	formVersion: number;
	terms: Term[];
	criteria: Criterion[];
	quotas: Quota[];
};

/** Open from the first instant of `opens_at` up to, and not including, `closes_at`. A draft is never open. */
export function isOpen(call: Pick<Call, 'opens_at' | 'closes_at' | 'published_at'>, at: Date): boolean {
	return call.published_at !== null && call.opens_at <= at && at < call.closes_at;
}

/** The stages of a call as its stage bar shows them: notice, applications, reviews, draw, chosen. */
export const stages = ['notice', 'open', 'review', 'draw', 'chosen'] as const;
export type Stage = (typeof stages)[number];

type Calendar = Pick<Call, 'opens_at' | 'closes_at' | 'review_until' | 'draw_at' | 'published_at'>;

/**
 * Where a call stands at `at`, or null while it is a draft. `isDrawn` says whether its draw has been conducted; where
 * that is not known the calendar decides.
 */
export function stageOf(call: Calendar, at: Date, isDrawn = call.draw_at <= at): Stage | null {
	if (!call.published_at) return null;
	if (at < call.opens_at) return 'notice';
	if (at < call.closes_at) return 'open';
	if (isDrawn) return 'chosen';
	return at < call.review_until ? 'review' : 'draw';
}

/** All that a call can give, over its tracks. */
export function placesOf(call: { tracks: Pick<Track, 'places'>[] }): number {
	return call.tracks.reduce((sum, track) => sum + track.places, 0);
}

/** Whole days from `at` to `then`, rounded up: 1 on the last day, 0 when it has passed. */
export function daysUntil(then: Date, at: Date): number {
	return Math.max(0, Math.ceil((then.getTime() - at.getTime()) / 86_400_000));
}

export const callClosed = () => refusal('conflict', 'calls.closed');
export const callNotOpenYet = () => refusal('conflict', 'calls.not-open-yet');
export const callNotFound = () => refusal('unknown', 'calls.not-found');
export const callFrozen = () => refusal('conflict', 'calls.frozen');
