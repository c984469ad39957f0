import type { Shown, ShownSpeaker } from '#db/kinds.ts';
import type { Words } from '#lib/words.ts';

export type { Shown, ShownSegment, ShownSpeaker } from '#db/kinds.ts';

/** A session as a release shows it. */
export type ShownAt = { session_id: string; starts_at: Date; ends_at: Date; shown: Shown };
/** The same in a release, with how often what it shows has changed, and since when it has had its hours. */
export type Released = ShownAt & { sequence: number; hours_since: Date };

export const changeKinds = [
	...['new', 'cancelled', 'restored', 'moved', 'hall', 'renamed', 'speakers', 'details']
] as const;
export type ChangeKind = 'new' | 'cancelled' | 'restored' | 'moved' | 'hall' | 'renamed' | 'speakers' | 'details';

/** From when to when, as a change tells it. */
export type Hours = { from: string; to: string };
export type Change = { session_id: string; change: ChangeKind; was: unknown; becomes: unknown };

/** What differs between two releases, for those who are shown in the later one; of the others nothing is told. */
export function changesBetween(before: ShownAt[], after: ShownAt[]): Change[] {
	const earlier = new Map(before.map((one) => [one.session_id, one]));
	return after.flatMap((now) => {
		const then = earlier.get(now.session_id);
		return then ? changesOf(then, now) : [change(now, 'new', null, null)];
	});
}

function change(now: ShownAt, kind: ChangeKind, was: unknown, becomes: unknown): Change {
	return { session_id: now.session_id, change: kind, was, becomes };
}

function changesOf(then: ShownAt, now: ShownAt): Change[] {
	const [old, fresh] = [then.shown, now.shown];
	const found: Change[] = [];
	if (old.cancelled !== fresh.cancelled)
		found.push(change(now, fresh.cancelled ? 'cancelled' : 'restored', null, null));
	if (!isSameHours(then, now)) found.push(change(now, 'moved', hoursOf(then), hoursOf(now)));
	// What has become masked, or was, is told by nothing but its hours.
	if (isMasked(old) !== isMasked(fresh)) return found.length ? found : [change(now, 'details', null, null)];
	if (old.hall?.id !== fresh.hall?.id)
		found.push(change(now, 'hall', old.hall?.name ?? null, fresh.hall?.name ?? null));
	if (!isSame(old.title, fresh.title)) found.push(change(now, 'renamed', old.title, fresh.title));
	if (!isSame(named(old.speakers), named(fresh.speakers)))
		found.push(change(now, 'speakers', named(old.speakers), named(fresh.speakers)));
	if (found.length === 0 && !isSame(restOf(old), restOf(fresh))) found.push(change(now, 'details', null, null));
	return found;
}

/** A masked session has no address of its own. */
export const isMasked = (shown: Pick<Shown, 'slug'>) => shown.slug === null;

const named = (speakers: ShownSpeaker[]): Words[] => speakers.map(({ name }) => name);
const restOf = ({ about, segments, call, extra }: Shown) => [about, segments, call, extra];
const hoursOf = ({ starts_at, ends_at }: ShownAt): Hours => ({
	...{ from: starts_at.toISOString(), to: ends_at.toISOString() }
});
// Both sides come out of the store's jsonb, which keeps keys in an order of its own.
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function isSameHours(one: ShownAt, other: ShownAt): boolean {
	return one.starts_at.getTime() === other.starts_at.getTime() && one.ends_at.getTime() === other.ends_at.getTime();
}

/** The sessions as the next release keeps them, at its instant: numbered on where they changed. */
export function releasedNext(before: Released[], after: ShownAt[], at: Date): Released[] {
	const earlier = new Map(before.map((one) => [one.session_id, one]));
	return after.map((now) => {
		const then = earlier.get(now.session_id);
		if (!then) return { ...now, sequence: 0, hours_since: at };
		const isChanged = !isSameHours(then, now) || !isSame(then.shown, now.shown);
		return {
			...now,
			sequence: then.sequence + (isChanged ? 1 : 0),
			hours_since: isSameHours(then, now) ? then.hours_since : at
		};
	});
}

/** Whether a release now would show the public anything new, or no longer show something. */
export function isAnythingNew(before: ShownAt[], after: ShownAt[]): boolean {
	return before.length !== after.length || changesBetween(before, after).length > 0;
}
