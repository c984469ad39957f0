import { z } from 'zod';
import { grouped, ticked, words } from '#lib/schema.ts';
import { moment } from './form.ts';

/** A request to move a deadline: of the whole call, or of the track with this id. */
export const ChangeForm = grouped(
	z.object({
		track: z.string().optional().default(''),
		new: moment,
		moves_rest: ticked,
		reason: words(300)
	})
);
export type ChangeForm = z.output<typeof ChangeForm>;

/** The answer to a request: which, as it was shown, and yes or no. */
export const AnswerForm = z.object({
	change: z.string({ error: 'lib.required' }),
	hash: z.string({ error: 'lib.required' }),
	answer: z.enum(['approved', 'refused'], { error: 'lib.not-a-choice' })
});
export type AnswerForm = z.output<typeof AnswerForm>;

/** Which host's key to announce with; and which of them to end. */
export const KeyForm = z.object({ host: z.uuid({ error: 'lib.not-a-choice' }) });
export const EndKeyForm = KeyForm.extend({ key: z.uuid({ error: 'lib.not-a-choice' }) });
