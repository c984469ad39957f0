import { m } from '#lib/paraglide/messages.js';
import type { Area } from './rules.ts';

/** What each area is called where people choose. */
export const areaNames: Record<Area, () => string> = {
	tours: m.right_tours,
	calls: m.right_calls,
	applications: m.right_applications,
	reviews: m.right_reviews,
	draws: m.right_draws,
	invitations: m.right_invitations,
	programme: m.right_programme,
	questions: m.right_questions,
	registrations: m.right_registrations,
	doors: m.right_doors,
	records: m.right_records
};
