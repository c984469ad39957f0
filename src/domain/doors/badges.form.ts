import { z } from 'zod';
import { unneeded } from '#lib/schema.ts';
import { aSheet, badgeGroups } from './badges.rules.ts';

/** Whose badges, as an address asks: `group` once for each, all where none is named; a text to find by; places left free. */
export const BadgesForm = z.object({
	groups: z.preprocess(
		(named) => (Array.isArray(named) && named.length > 0 ? named : badgeGroups),
		z.array(z.enum(badgeGroups, { error: 'lib.required' }))
	),
	text: unneeded(80),
	skip: z.coerce
		.number({ error: 'lib.not-a-number' })
		.int()
		.min(0)
		.max(aSheet.each - 1)
		.catch(0)
});
