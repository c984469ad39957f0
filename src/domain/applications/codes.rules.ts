import { refusal } from '#lib/refusal.ts';

/** What a code says of itself to whoever holds it. */
export type CodeState = 'ready' | 'taken' | 'used-up' | 'ended' | 'over';

type Code = { uses: number; used: number; valid_until: Date; ended_at: Date | null };

/** Where a code stands at `at` for a person who has taken it up, or not. */
export function codeState(code: Code, isMine: boolean, at: Date): CodeState {
	if (code.ended_at) return 'ended';
	if (at >= code.valid_until) return 'over';
	if (isMine) return 'taken';
	return code.used < code.uses ? 'ready' : 'used-up';
}

export const codeNotFound = () => refusal('unknown', 'applications.code-not-found');
export const codeUsedUp = () => refusal('conflict', 'applications.code-used-up');
export const codeOver = () => refusal('conflict', 'applications.code-over');
export const codeEnded = () => refusal('conflict', 'applications.code-ended');
