import { m } from '#lib/paraglide/messages.js';

/** What each kind of moment at a stop is called. */
export const momentNames = {
	opens: m.dated_opens,
	closes: m.dated_closes,
	draw: m.dated_draw,
	register: m.dated_register,
	session: m.dated_session
};
