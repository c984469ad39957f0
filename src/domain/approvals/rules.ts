import { toHex, utf8 } from '#draw/bytes.ts';
import { quickSha256 } from '#draw/sha256.ts';
import { refusal } from '#lib/refusal.ts';

/**
 * What takes two people: to fix a draw for good and to make it void, to take a great many people's data away or destroy
 * it, and to tell reviewers who applied where the notice said that they would not know.
 */
export const acts = ['draw-seal', 'export', 'draw-void', 'unblind', 'call-delete'] as const;
export type Act = (typeof acts)[number];

/** What nobody does alone, not even where there is nobody else: another organiser is to be found first. */
const neverAlone: readonly Act[] = ['draw-void', 'unblind', 'call-delete'];
export const isNeverAlone = (act: Act) => neverAlone.includes(act);

/**
 * What was shown of what would be done: its parts by name, each a number, a day, a hash, or an organiser's public words;
 * never an applicant's data.
 */
export type Shown = Record<string, string>;

/** An approval holds for so many hours, and only of what was shown. */
export const validHours = 24;

/** Whose role was given by the one who asks, or has ended, within so many days, counts as if it were not so. */
export const nearDays = 7;

/**
 * How an act stands for who would do it: one person may; there is nobody else, and one may not; a second is to be asked,
 * has been, has said yes.
 */
export type ActStanding = 'alone' | 'nobody' | 'to-ask' | 'waiting' | 'approved';

/** The hash (hex) of what was shown of an act in a call. */
export function shownHash(callId: string, act: Act, shown: Shown): string {
	const parts = Object.entries(shown).sort(([one], [other]) => (one < other ? -1 : 1));
	return hashOf(['madang/approval/v1', callId, act, parts]);
}

/** The hash (hex) of some value, for a part that is shown by its hash. */
export function hashOf(value: unknown): string {
	return toHex(quickSha256(utf8(JSON.stringify(value))));
}

/** Which parts are not as they were shown. */
export function changedParts(then: Shown, now: Shown | null): string[] {
	const names = new Set([...Object.keys(then), ...Object.keys(now ?? {})]);
	return [...names].filter((name) => then[name] !== now?.[name]);
}

export const needsSecond = () => refusal('forbidden', 'approvals.needs-second');
export const nobodyElse = () => refusal('forbidden', 'approvals.nobody-else', { days: nearDays });
export const nothingShown = () => refusal('conflict', 'approvals.nothing-shown');
export const approvalWaits = () => refusal('conflict', 'approvals.waits');
export const approvalNotFound = () => refusal('unknown', 'approvals.not-found');
export const approvalAnswered = () => refusal('conflict', 'approvals.answered');
export const notTheSame = () => refusal('forbidden', 'approvals.not-the-same');
export const tooNear = () => refusal('forbidden', 'approvals.too-near', { days: nearDays });
/** What would be done now is not what was shown; `parts` are the names of what differs. */
export const shownChanged = (parts: string[]) => refusal('conflict', 'approvals.changed', { parts: parts.join(', ') });
