import { m } from '#lib/paraglide/messages.js';
import type { Act, Phase } from './phases.rules.ts';

/** What each phase of a review is called. */
export const phaseNames: Record<Phase, () => string> = {
	applying: m.phase_applying,
	preparing: m.phase_preparing,
	reviewing: m.phase_reviewing,
	discussing: m.phase_discussing,
	deciding: m.phase_deciding,
	frozen: m.phase_frozen,
	announced: m.phase_announced
};

/** What each thing that is done in a review is called. */
export const actNames: Record<Act, () => string> = {
	interest: m.act_interest,
	assign: m.act_assign,
	read: m.act_read,
	score: m.act_score,
	discuss: m.act_discuss,
	remind: m.act_remind,
	bands: m.act_bands,
	freeze: m.act_freeze,
	correct: m.act_correct,
	announce: m.act_announce,
	learn: m.act_learn
};
