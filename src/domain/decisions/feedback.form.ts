import { z } from 'zod';
import { isBlank } from '#lib/text.ts';
import { longestFeedback } from './feedback.rules.ts';
import { prose } from '#lib/schema.ts';

/** Whether the scores by criterion are told along. */
export const ComposeForm = z.object({ scores: z.literal('on').optional() });

/** One text as it is saved over the version it was typed over. */
export const FeedbackForm = z.object({
	application: z.uuid({ error: 'lib.not-a-choice' }),
	version: z
		.string({ error: 'lib.required' })
		.regex(/^\d{1,9}$/, { error: 'lib.not-a-number' })
		.transform(Number),
	body: prose(longestFeedback).refine((text) => !isBlank(text), { error: 'lib.required' })
});
export type FeedbackForm = z.output<typeof FeedbackForm>;

/** All that is not read yet, or one, as it was shown. */
export const ReadForm = z.object({ all: z.literal('yes').optional(), application: z.uuid().optional() });
export type ReadForm = z.output<typeof ReadForm>;
