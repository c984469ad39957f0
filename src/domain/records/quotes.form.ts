import { z } from 'zod';
import { clockTime, isTime } from '#domain/calls/dates.rules.ts';
import { grouped, needed, prose } from '#lib/schema.ts';
import { locales } from '#lib/words.ts';
import { isDay } from '#lib/zone.ts';

const choice = { error: 'lib.not-a-choice' };
export const id = z.uuid(choice);
const idOrNone = z
	.union([z.uuid(choice), z.literal('')], choice)
	.optional()
	.transform((id) => id || null);
const day = z.string({ error: 'lib.required' }).refine(isDay, { error: 'lib.not-a-day' });
const time = z
	.string({ error: 'lib.required' })
	.refine(isTime, { error: 'lib.not-a-time' })
	.transform((raw) => clockTime(raw));
const momentOrNone = z.preprocess((raw) => {
	const { day: typed = '', time: clock = '' } = (raw ?? {}) as { day?: string; time?: string };
	return typed.trim() === '' && clock.trim() === '' ? null : raw;
}, z.object({ day, time }).nullable());
const words = (most: number) => needed(most).pipe(prose(most));
const proseOrNone = (most: number) => z.preprocess((raw) => raw ?? '', prose(most));

/** Words to be quoted: out of an utterance, or typed with their moment. */
export const QuoteForm = grouped(
	z
		.object({
			utterance: idOrNone,
			speaker: z.uuid(choice),
			/** A session, or a segment of one. */
			place: idOrNone,
			said: momentOrNone,
			locale: z.enum(locales, choice),
			text: words(1500),
			translation: proseOrNone(2000),
			embargo: momentOrNone
		})
		.refine(({ utterance, said }) => utterance !== null || said !== null, {
			path: ['said', 'day'],
			error: 'lib.required'
		})
);
export type QuoteForm = z.output<typeof QuoteForm>;

/** A new version by the host, with the reason for it. */
export const ReviseForm = z.object({
	id,
	version: z.coerce.number().int().min(1),
	text: words(1500),
	translation: proseOrNone(2000),
	reason: words(300)
});
export type ReviseForm = z.output<typeof ReviseForm>;

export const WithdrawForm = z.object({ id, reason: words(300) });
export type WithdrawForm = z.output<typeof WithdrawForm>;

export const EmbargoForm = grouped(z.object({ id, embargo: momentOrNone }));
export type EmbargoForm = z.output<typeof EmbargoForm>;

/** To whom a speaker's link goes: themselves or their office. */
export const LinkForm = z.object({
	speaker: id,
	email: z
		.string({ error: 'lib.required' })
		.transform((raw) => raw.trim().toLowerCase())
		.pipe(z.email({ error: 'people.not-an-address' })),
	locale: z.enum(locales, choice)
});
export type LinkForm = z.output<typeof LinkForm>;

const answers = ['approved', 'corrected', 'declined'] as const;

/** What a speaker says to their quotes; one without an answer is left for later. */
export const AnswersForm = grouped(
	z.object({
		quotes: z
			.array(
				z.object({
					id,
					version: z.coerce.number().int().min(1),
					answer: z.preprocess((raw) => raw || null, z.enum(answers, choice).nullable()),
					text: proseOrNone(1500),
					translation: proseOrNone(2000),
					note: proseOrNone(500)
				})
			)
			.max(100)
			.superRefine((quotes, context) =>
				quotes.forEach(({ answer, text }, nth) => {
					if (answer === 'corrected' && text === '')
						context.addIssue({ code: 'custom', path: [nth, 'text'], message: 'lib.required' });
				})
			)
	})
);
export type AnswersForm = z.output<typeof AnswersForm>;
export type SpeakerAnswer = AnswersForm['quotes'][number];
