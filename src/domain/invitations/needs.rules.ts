import { m } from '#lib/paraglide/messages.js';
import type { Access, Diet } from './attendees.rules.ts';

/** The common kinds of what people need, as they are read. */
export const dietNames: Record<Diet, () => string> = {
	vegetarian: m.diet_vegetarian,
	vegan: m.diet_vegan,
	halal: m.diet_halal,
	kosher: m.diet_kosher,
	'no-pork': m.diet_no_pork,
	'no-nuts': m.diet_no_nuts,
	'no-dairy': m.diet_no_dairy,
	'no-gluten': m.diet_no_gluten,
	'no-seafood': m.diet_no_seafood
};

export const accessNames: Record<Access, () => string> = {
	wheelchair: m.access_wheelchair,
	'seat-near': m.access_seat_near,
	'sign-language': m.access_sign_language,
	captions: m.access_captions,
	'hearing-loop': m.access_hearing_loop,
	'large-print': m.access_large_print,
	helper: m.access_helper,
	'quiet-room': m.access_quiet_room
};
