import type { Selectable } from 'kysely';
import type { KeptField } from '#db/kinds.ts';
import type {
	Calls,
	CallStopQuotas,
	Criteria,
	Hosts,
	MemoryRules,
	Quotas,
	Rounds,
	Stops,
	Terms,
	Tracks
} from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';
import type { DeadlineChange } from './deadlines.rules.ts';

export type Call = Selectable<Calls>;
export type Track = Selectable<Tracks>;
export type Field = KeptField;
export type Term = Selectable<Terms>;
export type Criterion = Selectable<Criteria>;
export type Quota = Selectable<Quotas>;
/** A round to come, as it was announced with the notice. */
export type Round = Selectable<Rounds>;

/** One stop of a joint draw: its places, and what it has of its own instead of its share of the call's quotas. */
export type CallStop = Pick<Selectable<Stops>, 'slug' | 'city' | 'starts_on' | 'time_zone'> & {
	stop_id: string;
	places: number;
	quotas: Omit<Selectable<CallStopQuotas>, 'call_id' | 'stop_id'>[];
};
/** How earlier draws of the tour change one's share in this one, declared with the notice. */
export type MemoryRule = Omit<Selectable<MemoryRules>, 'call_id'>;

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
	rounds: Round[];
	/** The stops one joint draw is for, in the order of the journey; none where the call is drawn for its own stop. */
	stops: CallStop[];
	memory: MemoryRule | null;
	/** The deadlines that were moved after publishing, oldest first: they stay on the notice for good. */
	changes: DeadlineChange[];
};

/** What the hours of a call depend on. */
export type Hours = Pick<Call, 'opens_at' | 'closes_at' | 'grace_minutes' | 'published_at'>;

/** Open from `opens_at` up to, and not including, the end of the published grace after `closes_at`. A draft never is. */
export function isOpen(call: Hours, at: Date): boolean {
	return call.published_at !== null && call.opens_at <= at && at < takenUntil(call);
}

/** The first instant that is too late: the deadline of the call, or of a track with its own, and the published grace. */
export function takenUntil(
	call: Pick<Call, 'closes_at' | 'grace_minutes'>,
	track?: Pick<Track, 'closes_at'> | null
): Date {
	return new Date((track?.closes_at ?? call.closes_at).getTime() + call.grace_minutes * 60_000);
}

/** The criteria that count for a track in this round of the call: those of every track and round, and its own. */
export function criteriaFor<C extends Pick<Criterion, 'track' | 'round'>>(
	call: { round: number; criteria: C[] },
	track: string | null
): C[] {
	return call.criteria.filter(
		(one) => (one.track === null || one.track === track) && (one.round === null || one.round === call.round)
	);
}

/** The stages of a call as its stage bar shows them: notice, applications, reviews, draw, chosen. */
export const stages = ['notice', 'open', 'review', 'draw', 'chosen'] as const;
export type Stage = (typeof stages)[number];

/** What a call's stages depend on. */
export type Calendar = Pick<Call, 'opens_at' | 'closes_at' | 'review_until' | 'draw_at' | 'published_at'>;

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
export const notPublished = () => refusal('conflict', 'calls.not-published');
export const callFrozen = () => refusal('conflict', 'calls.frozen');
