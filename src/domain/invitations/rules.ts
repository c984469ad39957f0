import { refusal } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import { instantIn } from '#lib/instants.ts';
import { clockIn } from '#lib/zone.ts';

export type Reply = 'accept' | 'decline' | 'undo';
/** A reply as it is given: a decline may say why. */
export type ReplyGiven = { reply: Reply; reason?: string };
export type CameFrom = 'accept' | 'draw' | 'reserve';

/** Where an invitation stands: waiting for a reply, answered, out of time, or its place already with somebody else. */
export type InvitationState = 'invited' | 'accepted' | 'declined' | 'lapsed';

/** What is left of an invitation's life: its newest reply, its lapse, and whether somebody moved up in its place. */
export type Traces = {
	reply: string | null;
	replied_at: Date | null;
	lapsed_at: Date | null;
	moved_on: boolean;
	reply_by: Date;
};

/** The state the traces come to; the newest reply stands, and an undo is a reply too. */
export function stateOf({ reply, lapsed_at }: Pick<Traces, 'reply' | 'lapsed_at'>): InvitationState {
	if (lapsed_at) return 'lapsed';
	if (reply === 'accept') return 'accepted';
	return reply === 'decline' ? 'declined' : 'invited';
}

/** A declined place waits so long before it moves on, minutes: a wrong press can be taken back. */
export const undoMinutes = 10;

/** Whether the place is free for a reserve at `at`: lapsed, or declined long enough ago, and not yet passed on. */
export function isFree(traces: Traces, at: Date): boolean {
	if (traces.moved_on) return false;
	if (traces.lapsed_at) return true;
	if (traces.reply !== 'decline' || !traces.replied_at) return false;
	return traces.replied_at.getTime() + undoMinutes * 60_000 <= at.getTime();
}

/** Whether nobody replied in time. An accepted or declined invitation does not lapse. */
export function isLapsing(traces: Traces, at: Date): boolean {
	return stateOf(traces) === 'invited' && traces.reply_by <= at;
}

/**
 * What may be answered at `at`, so that the page shows what the verb will take. Refuses as the verb would. After the time
 * to reply who accepted may still give the place back, and for ten minutes take that back.
 */
export function checkReply(traces: Traces, reply: Reply, at: Date): 'new' | 'same' {
	const state = stateOf(traces);
	const goal = { accept: 'accepted', decline: 'declined', undo: 'invited' }[reply];
	if (traces.moved_on && state === 'declined') throw movedOn();
	if (state === 'lapsed') throw lapsed();
	if (traces.reply_by <= at && (reply === 'undo' || !mayChangeLate(traces, at))) throw lapsed();
	return state === goal ? 'same' : 'new';
}

function mayChangeLate(traces: Traces, at: Date): boolean {
	return stateOf(traces) === 'accepted' || (stateOf(traces) === 'declined' && !isFree(traces, at));
}

/** Whether the answer would be taken: what `checkReply` refuses is not offered. */
export function mayReply(traces: Traces, reply: Reply, at: Date): boolean {
	try {
		return checkReply(traces, reply, at) === 'new';
	} catch {
		return false;
	}
}

type Gathering = { starts_on: string; time_zone: string };

/** Whether the gathering's first day has come: then no place moves on any more, and nobody else is named. */
export function hasBegun({ starts_on, time_zone }: Gathering, at: Date): boolean {
	return clockIn(time_zone, at).day >= starts_on;
}

/** Whether any of a call's gatherings has: its own, or of a joint draw that of one of its stops. */
export function isAnyBegun(call: { stop: Gathering; stops: Gathering[] }, at: Date): boolean {
	return (call.stops.length ? call.stops : [call.stop]).some((stop) => hasBegun(stop, at));
}

/**
 * By when to reply: 24:00 of the day so many days after the invitation, in the stop's zone, as notices write it; but not
 * later than the beginning of the gathering's first day.
 */
export function replyBy(at: Date, days: number, { starts_on, time_zone: zone }: Gathering): Date {
	const later = new Date(at.getTime() + days * 24 * 3_600_000);
	const by = instantIn(zone, clockIn(zone, later).day, '24:00') ?? later;
	const begins = instantIn(zone, starts_on, '00:00');
	return begins && begins > at && begins < by ? begins : by;
}

/** When the reminder is due: so many days before the time to reply ends. */
export function remindFrom(replyBy: Date, days: number): Date {
	return new Date(replyBy.getTime() - days * 86_400_000);
}

/** Why somebody was invited, as the invitation keeps it. Lots only: names are in other tables. */
export type Because = {
	lot?: number;
	/** the lot whose place it is, and how it became free */
	inPlaceOf?: { lot: number; how: 'declined' | 'lapsed' };
	rule?: Words;
	passedOver?: readonly number[];
	keepsQuotas?: boolean;
};

export const invitationNotFound = () => refusal('unknown', 'invitations.not-found');
export const moreRounds = () => refusal('conflict', 'invitations.more-rounds');
export const notConducted = () => refusal('conflict', 'invitations.not-conducted');
export const alreadySent = () => refusal('conflict', 'invitations.already-sent');
export const begun = () => refusal('conflict', 'invitations.begun');
export const notWaiting = () => refusal('conflict', 'invitations.not-waiting');
export const notLater = () => refusal('invalid', 'invitations.not-later');
export const movesChanged = () => refusal('conflict', 'invitations.moves-changed');
export const lapsed = () => refusal('conflict', 'invitations.lapsed');
export const movedOn = () => refusal('conflict', 'invitations.moved-on');
