import { m } from '#lib/paraglide/messages.js';
import type { Failure, Use } from './rules.ts';

export const useNames: Record<Use, () => string> = {
	translation: m.assistant_use_translation,
	summary: m.assistant_use_summary,
	groups: m.assistant_use_groups,
	record: m.assistant_use_record
};

/** What goes out for each use, in words. */
export const useSends: Record<Use, () => string> = {
	translation: m.assistant_sends_translation,
	summary: m.assistant_sends_summary,
	groups: m.assistant_sends_groups,
	record: m.assistant_sends_record
};

export const failureNames: Record<Failure, () => string> = {
	busy: m.assistant_failed_busy,
	down: m.assistant_failed_down,
	slow: m.assistant_failed_slow,
	cut: m.assistant_failed_cut,
	refused: m.assistant_failed_refused,
	'too-large': m.assistant_failed_too_large,
	nonsense: m.assistant_failed_nonsense,
	foreign: m.assistant_failed_foreign,
	'not-allowed': m.assistant_failed_not_allowed,
	nothing: m.assistant_failed_nothing,
	'too-much': m.assistant_failed_too_much
};
