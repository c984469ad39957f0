import { z } from 'zod';
import { characterFault, isBlank, letterCount, tidy } from '#lib/text.ts';

const reason = z
	.string({ error: 'reads.reason-missing' })
	.transform(tidy)
	.superRefine((text, context) => {
		const fault = isBlank(text)
			? 'reads.reason-missing'
			: letterCount(text) > 300
				? 'lib.too-long'
				: characterFault(text);
		if (fault) context.addIssue({ code: 'custom', message: fault });
	});

/** Why somebody takes away a table of personal data, in their own words. */
export const ReasonForm = z.object({ reason });

/** That a month of the log has been looked over, and what was found. */
export const CheckForm = z.object({
	host: z.uuid({ error: 'lib.not-a-choice' }),
	month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'lib.not-a-choice' }),
	said: reason
});
export type CheckForm = z.output<typeof CheckForm>;

/** Whose journal's heads are to come by mail, or no more. */
export const HeadsForm = z.object({ host: z.uuid({ error: 'lib.not-a-choice' }) });
