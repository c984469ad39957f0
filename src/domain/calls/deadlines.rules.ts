import type { Words } from '#lib/words.ts';
import { digestOf } from '#draw/canonical.ts';
import { refusal } from '#lib/refusal.ts';

/** A deadline that was moved after publishing: from when to when, why, and since when that holds. */
export type DeadlineChange = {
	id: string;
	/** The track it is about; null is the call itself. */
	track_id: string | null;
	old_at: Date;
	new_at: Date;
	/** Whether the end of the review and the draw moved by as much. */
	moves_rest: boolean;
	reason: Words;
	changed_at: Date;
};

/** What one organiser asks for and another approves. */
export type ChangeAsked = Pick<DeadlineChange, 'track_id' | 'old_at' | 'new_at' | 'moves_rest' | 'reason'> & {
	call_id: string;
};

/** A new deadline leaves at least so many hours from when it is approved: a letter must have time to be read. */
export const noticeHours = 24;

/** The hash of a request: who approves it says it again, and so approves what was on the page and nothing else. */
export function changeHash({ call_id, track_id, old_at, new_at, moves_rest, reason }: ChangeAsked): string {
	const instants = { old_at: old_at.toISOString(), new_at: new_at.toISOString() };
	return digestOf({ call_id, track_id: track_id ?? '', ...instants, moves_rest, reason: { ...reason } });
}

/**
 * Refuses a new deadline that cannot be: one already past cannot be moved, and none is ever moved forward, because
 * somebody relies on it; the new one leaves a day, and comes before what follows it.
 */
export function checkChange(asked: Pick<ChangeAsked, 'old_at' | 'new_at'>, latest: Date, at: Date): void {
	if (at >= asked.old_at) throw deadlinePassed();
	if (asked.new_at <= asked.old_at) throw onlyLater();
	if (asked.new_at.getTime() < at.getTime() + noticeHours * 3_600_000) throw tooSoon();
	if (asked.new_at > latest) throw afterWhatFollows();
}

/** A track closes with its call at the latest; a call before its reviews end, unless they move along. */
export function latestFor(
	call: { closes_at: Date; review_from: Date | null; review_until: Date },
	change: Pick<ChangeAsked, 'track_id' | 'old_at' | 'new_at' | 'moves_rest'>
): Date {
	if (change.track_id) return call.closes_at;
	return change.moves_rest
		? new Date(change.old_at.getTime() + 366 * 86_400_000)
		: (call.review_from ?? call.review_until);
}

/** A moment moved by as much as a deadline was. */
export function moved(moment: Date, { old_at, new_at }: Pick<ChangeAsked, 'old_at' | 'new_at'>): Date {
	return new Date(moment.getTime() + new_at.getTime() - old_at.getTime());
}

export const deadlinePassed = () => refusal('conflict', 'calls.deadline-passed');
export const onlyLater = () => refusal('invalid', 'calls.only-later');
export const tooSoon = () => refusal('invalid', 'calls.deadline-too-soon', { hours: noticeHours });
export const afterWhatFollows = () => refusal('invalid', 'calls.after-what-follows');
export const changeWaiting = () => refusal('conflict', 'calls.change-waiting');
export const changeAnswered = () => refusal('conflict', 'calls.change-answered');
export const changeNotFound = () => refusal('unknown', 'calls.change-not-found');
export const changeDiffers = () => refusal('conflict', 'calls.change-differs');
