import { m } from '#lib/paraglide/messages.js';

/** What each state of a question is called, and in which tone. */
export const stateNames: Record<string, { name: () => string; tone: '' | 'good' | 'wait' | 'wrong' | 'info' }> = {
	asked: { name: m.question_state_asked, tone: 'wait' },
	approved: { name: m.question_state_approved, tone: 'good' },
	answering: { name: m.question_state_answering, tone: 'info' },
	answered: { name: m.question_state_answered, tone: 'good' },
	hidden: { name: m.question_state_hidden, tone: '' },
	archived: { name: m.question_state_archived, tone: '' },
	withdrawn: { name: m.question_state_withdrawn, tone: '' },
	merged: { name: m.question_state_merged, tone: 'info' }
};

/** What the ways to order questions are called. */
export const wayNames: Record<string, () => string> = {
	votes: m.floor_way_votes,
	asked: m.floor_way_asked,
	drawn: m.floor_way_drawn,
	fair: m.floor_way_fair
};

/** Who asks in a segment. */
export const askerNames: Record<string, () => string> = {
	moderator: m.floor_askers_moderator,
	drawn: m.floor_askers_drawn,
	press: m.floor_askers_press,
	anyone: m.floor_askers_anyone
};

/** Minutes and seconds; what is over its time has a minus before it. */
export function clockOf(ms: number): string {
	const seconds = Math.abs(Math.trunc(ms / 1000));
	const minus = ms <= -1000 ? '−' : '';
	return `${minus}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
