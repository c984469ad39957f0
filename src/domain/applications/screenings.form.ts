import { z } from 'zod';
import { characterFault, letterCount, tidy } from '#lib/text.ts';
import { outcomes } from './screenings.rules.ts';

const text = z
	.string()
	.optional()
	.default('')
	.transform((raw, ctx) => {
		const kept = tidy(raw);
		const fault = characterFault(raw) ?? (letterCount(kept) > 300 ? 'lib.too-long' : undefined);
		if (fault) ctx.addIssue({ code: 'custom', message: fault });
		return kept;
	});

/** A decision about one application: `condition` is the place of one of the notice's conditions, from 0, or empty. */
export const ScreeningForm = z
	.object({
		application: z.string({ error: 'lib.required' }),
		outcome: z.enum(outcomes, { error: 'lib.not-a-choice' }),
		condition: z
			.string()
			.regex(/^\d{0,2}$/, { error: 'lib.not-a-choice' })
			.optional()
			.default(''),
		'reason.ko': text,
		'reason.en': text
	})
	.refine((form) => form.outcome === 'eligible' || form.condition || form['reason.ko'] || form['reason.en'], {
		error: 'lib.required',
		path: ['condition']
	});
export type ScreeningForm = z.output<typeof ScreeningForm>;
