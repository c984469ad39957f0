import { z } from 'zod';
import { characterFault, letterCount, tidy } from '#lib/text.ts';
import { outcomesOfPair } from './lookalikes.rules.ts';

/** What somebody decides about a pair: `stands` is the application that stays, where the two are one party. */
export const LookalikeForm = z
	.object({
		pair: z.guid({ error: 'applications.bad-request' }),
		outcome: z.enum(outcomesOfPair, { error: 'lib.not-a-choice' }),
		stands: z.guid().or(z.literal('')).optional().default(''),
		reason: z.string({ error: 'lib.required' }).transform((raw, ctx) => {
			const kept = tidy(raw);
			const fault = characterFault(raw) ?? (letterCount(kept) > 500 ? 'lib.too-long' : undefined);
			if (fault || kept === '') ctx.addIssue({ code: 'custom', message: fault ?? 'lib.required' });
			return kept;
		})
	})
	.refine(({ outcome, stands }) => outcome !== 'same' || stands, { error: 'lib.required', path: ['stands'] });
export type LookalikeForm = z.output<typeof LookalikeForm>;
