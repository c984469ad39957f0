import { z } from 'zod';

/** Whom to remind: ticked boxes of one name, one a line. */
export const RemindForm = z.object({
	reviewers: z
		.string({ error: 'reviews.nobody-to-remind' })
		.transform((raw) => [...new Set(raw.split('\n').filter(Boolean))])
		.pipe(
			z
				.array(z.uuid({ error: 'lib.not-a-choice' }))
				.min(1, { error: 'reviews.nobody-to-remind' })
				.max(5000)
		)
});
export type RemindForm = z.output<typeof RemindForm>;

/** Whose work is given on: to whom each is, as it was proposed (`<application> <reviewer>`, one a line). */
export const ReassignForm = z.object({
	from: z.uuid({ error: 'lib.not-a-choice' }),
	moves: z
		.string({ error: 'lib.required' })
		.transform((raw) => raw.split('\n').map((line) => line.split(' ')))
		.pipe(z.array(z.tuple([z.uuid(), z.uuid()], { error: 'lib.not-a-choice' })).max(5000))
		.transform((pairs) => pairs.map(([applicationId, reviewerId]) => ({ applicationId, reviewerId })))
});
export type ReassignForm = z.output<typeof ReassignForm>;
