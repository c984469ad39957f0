import { z } from 'zod';
import { characterFault, isBlank, isLongerThan, tidy } from '#lib/text.ts';

/** Why somebody declines, where they say it. */
export const DeclineForm = z.object({
	reason: z
		.string()
		.optional()
		.transform((raw = '', ctx) => {
			const fault = characterFault(raw) ?? (isLongerThan(500, raw) ? 'lib.too-long' : undefined);
			if (fault) ctx.addIssue({ code: 'custom', message: fault });
			return tidy(raw);
		})
});

/** More time for one invitation: until 24:00 of a day, and why. */
export const ExtendForm = z.object({
	invitation: z.string({ error: 'lib.required' }),
	day: z
		.string({ error: 'lib.required' })
		.trim()
		.regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'lib.not-a-day' }),
	reason: z
		.string({ error: 'lib.required' })
		.refine((text) => !isBlank(text), { error: 'lib.required' })
		.refine((text) => !isLongerThan(300, text), { error: 'lib.too-long' })
		.transform(tidy)
});
export type ExtendForm = z.output<typeof ExtendForm>;
