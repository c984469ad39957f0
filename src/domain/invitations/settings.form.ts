import { z } from 'zod';

/** How the invitations of a call go. No number of days: no reminder. */
export const SettingsForm = z.object({
	moves_by: z.enum(['itself', 'organiser'], { error: 'lib.not-a-choice' }),
	remind_days: z
		.string({ error: 'lib.required' })
		.transform((raw) => raw.normalize('NFKC').trim())
		.refine((text) => text === '' || (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 30), {
			error: 'invitations.remind-days'
		})
		.transform((text) => (text === '' ? null : Number(text))),
	holds_letters: z
		.string()
		.optional()
		.transform((raw) => raw === 'on')
});
export type SettingsForm = z.output<typeof SettingsForm>;
