import { z } from 'zod';
import { isBlank } from '#lib/text.ts';
import { bands } from '#domain/bands/rules.ts';
import { prose } from '#lib/schema.ts';
import { longestReason } from '#domain/reviews/rules.ts';

const reason = prose(longestReason).refine((text) => !isBlank(text), { error: 'lib.required' });

/** A correction of one application or many: ticked boxes of one name, one a line. */
export const CorrectionForm = z.object({
	applications: z
		.string({ error: 'reviews.choose-applications' })
		.transform((raw) => [...new Set(raw.split('\n').filter(Boolean))])
		.pipe(
			z
				.array(z.uuid({ error: 'lib.not-a-choice' }))
				.min(1, { error: 'reviews.choose-applications' })
				.max(5000)
		),
	band: z.enum(bands, { error: 'lib.not-a-choice' }),
	reason
});
export type CorrectionForm = z.output<typeof CorrectionForm>;

/** The answer to a correction: which, as it was shown, and yes or no. */
export const CorrectionAnswer = z.object({
	change: z.uuid({ error: 'lib.not-a-choice' }),
	hash: z.string({ error: 'lib.required' }),
	answer: z.enum(['approved', 'refused'], { error: 'lib.not-a-choice' })
});
export type CorrectionAnswer = z.output<typeof CorrectionAnswer>;
