import { z } from 'zod';
import { characterFault, isBlank, letterCount, tidy } from '#lib/text.ts';
import { acts } from './rules.ts';

const reason = z
	.string({ error: 'lib.required' })
	.transform(tidy)
	.superRefine((text, context) => {
		const fault = isBlank(text) ? 'lib.required' : letterCount(text) > 300 ? 'lib.too-long' : characterFault(text);
		if (fault) context.addIssue({ code: 'custom', message: fault });
	});

/** A second organiser is asked for an act, with the hash of what the one who asks was shown. */
export const ApprovalAsked = z.object({
	act: z.enum(acts, { error: 'lib.not-a-choice' }),
	hash: z.string({ error: 'lib.required' }),
	reason
});
export type ApprovalAsked = z.output<typeof ApprovalAsked>;

/** The answer to one: which, as it was shown, and yes or no. Deadlines and corrections are answered on the same page. */
export const ApprovalAnswer = z.object({
	kind: z.enum(['act', 'deadline', 'correction'], { error: 'lib.not-a-choice' }).default('act'),
	approval: z.string({ error: 'lib.required' }),
	hash: z.string({ error: 'lib.required' }),
	answer: z.enum(['approved', 'refused'], { error: 'lib.not-a-choice' })
});
export type ApprovalAnswer = z.output<typeof ApprovalAnswer>;
