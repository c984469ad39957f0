import { m } from '#lib/paraglide/messages.js';
import type { LetterState } from './letters.rules.ts';
import type { LetterKind } from './templates.rules.ts';

/** The kinds of letters, as they are read. */
export const kindNames: Record<LetterKind, () => string> = {
	invited: m.letter_invited,
	'moved-up': m.letter_moved_up,
	reminder: m.letter_reminder,
	extended: m.letter_extended,
	accepted: m.letter_accepted,
	declined: m.letter_declined,
	lapsed: m.letter_lapsed,
	substitute: m.letter_substitute,
	admitted: m.letter_admitted,
	refused: m.letter_refused
};

export const stateNames: Record<LetterState, () => string> = {
	held: m.letter_is_held,
	scheduled: m.letter_is_scheduled,
	waiting: m.letter_is_waiting,
	retrying: m.letter_is_retrying,
	sent: m.letter_is_sent,
	failed: m.letter_is_failed,
	bounced: m.letter_is_bounced,
	dropped: m.letter_is_dropped
};

/** Why a letter was not sent: what happened meanwhile, or the organiser's own words. */
export function droppedWhy(because: string | null): string {
	if (because === 'answered') return m.letter_answered();
	return because === 'lapsed' ? m.letter_too_late() : (because ?? '');
}
