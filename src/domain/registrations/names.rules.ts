import { m } from '#lib/paraglide/messages.js';
import type { Manner, PlaceAudience } from './rules.ts';

/** What each state of a registration is called, to who looks at their own and at the desk. */
export const stateNames: Record<string, () => string> = {
	held: m.registration_held,
	asked: m.registration_asked,
	waiting: m.registration_waiting,
	offered: m.registration_offered,
	registered: m.registration_registered,
	refused: m.registration_refused,
	expired: m.registration_expired,
	cancelled: m.registration_cancelled,
	changed: m.registration_changed
};

const whys: Record<string, () => string> = {
	'hold-ran-out': m.why_hold_ran_out,
	'let-go': m.why_let_go,
	'offer-ran-out': m.why_offer_ran_out,
	'place-free': m.why_place_free,
	'by-arrival': m.why_by_arrival,
	full: m.why_full,
	accepted: m.why_accepted,
	declined: m.why_declined,
	'own-word': m.why_own_word,
	approved: m.why_approved,
	'approved-full': m.why_approved_full,
	'by-hand': m.why_by_hand,
	drawn: m.why_drawn,
	'not-drawn': m.why_not_drawn,
	'handed-on': m.why_handed_on,
	'handed-to': m.why_handed_to,
	names: m.why_names
};

/** Why a step was taken, in words: its reason as the desk wrote it, or what the program knows. */
export function whyOf({ state, why }: { state: string; why: string }): string {
	if (state === 'changed' && /^\d$/.test(why)) return m.why_size({ count: Number(why) });
	return whys[why]?.() ?? why;
}

/** What each manner of giving places is called at the desk. */
export const mannerNames: Record<Manner, () => string> = {
	arrival: m.manner_arrival,
	approval: m.manner_approval,
	lot: m.manner_lot
};

export const audienceNames: Record<PlaceAudience, () => string> = {
	anyone: m.register_audience_anyone,
	press: m.register_audience_press
};
