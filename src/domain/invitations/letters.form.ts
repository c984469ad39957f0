import { z } from 'zod';
import { isBlank, isLongerThan, tidy } from '#lib/text.ts';

const reason = z
	.string({ error: 'lib.required' })
	.refine((text) => !isBlank(text), { error: 'lib.required' })
	.refine((text) => !isLongerThan(300, text), { error: 'lib.too-long' })
	.transform(tidy);

/** One letter of the outbox. */
export const LetterForm = z.object({ letter: z.string({ error: 'lib.required' }) });

/** A letter that is not to go out, and why. */
export const DropForm = LetterForm.extend({ reason });
export type DropForm = z.output<typeof DropForm>;

/** A letter in other words. */
export const EditForm = LetterForm.extend({
	subject: z
		.string({ error: 'lib.required' })
		.refine((text) => !isBlank(text), { error: 'lib.required' })
		.refine((text) => !isLongerThan(150, text), { error: 'lib.too-long' })
		.transform((text) => tidy(text).replaceAll('\n', ' ')),
	body: z.string({ error: 'lib.required' })
});
export type EditForm = z.output<typeof EditForm>;

/** When letters go out: at once where no day is given. The day and the time are the stop's. */
export const SendAtForm = z.object({
	day: z
		.string()
		.optional()
		.transform((text) => text?.trim() ?? '')
		.refine((text) => text === '' || /^\d{4}-\d{2}-\d{2}$/.test(text), { error: 'lib.not-a-day' }),
	time: z
		.string()
		.optional()
		.transform((text) => text?.trim() || '09:00')
		.refine((text) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text), { error: 'lib.not-a-time' })
});
export type SendAtForm = z.output<typeof SendAtForm>;
