import { m } from '#lib/paraglide/messages.js';
import type { Band } from './rules.ts';

/** What each decision is called, and its colour. */
export const outcomeNames: Record<Band, () => string> = {
	accept: m.decision_accept,
	draw: m.decision_draw,
	decline: m.decision_decline
};
export const outcomeTones: Record<Band, string> = { accept: 'good', draw: 'wait', decline: '' };
