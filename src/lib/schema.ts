import { z } from 'zod';
import { nested } from './nest.ts';
import { characterFault, isBlank, letterCount, mixesScripts, tidy } from './text.ts';
import { isDay } from './zone.ts';

/** A text as somebody writes it in a form: tidy, of at most `most` letters, no odd characters. */
export function text(most: number) {
	return z.string({ error: 'lib.required' }).transform((raw, ctx) => {
		const kept = tidy(raw);
		const complain = (message: string) => ctx.addIssue({ code: 'custom', message });
		const fault = characterFault(raw);
		if (fault) complain(fault);
		else if (mixesScripts(kept)) complain('lib.mixed-scripts');
		else if (letterCount(kept) > most) complain('lib.too-long');
		return kept;
	});
}

/** The same, and something must be seen in it. */
export const needed = (most: number) =>
	z
		.string({ error: 'lib.required' })
		.refine((raw) => raw.trim() === '' || !isBlank(raw), { error: 'lib.blank' })
		.refine((raw) => raw.trim() !== '', { error: 'lib.required' })
		.pipe(text(most));

/** Prose of at most so many letters, kept tidy; scripts may mix in it. */
export function prose(most: number) {
	return z
		.string({ error: 'lib.required' })
		.transform(tidy)
		.superRefine((text, context) => {
			const fault = letterCount(text) > most ? 'lib.too-long' : characterFault(text);
			if (fault) context.addIssue({ code: 'custom', message: fault });
		});
}

/** A text that may be left out; what was not sent is empty. */
export const unneeded = (most: number) => z.preprocess((raw) => raw ?? '', text(most));

/** A sentence in both languages; neither may be missing, because half the readers have only one. */
export const words = (most: number) => z.object({ ko: needed(most), en: needed(most) });

/** A text that may be left out in one language or both; in both, it is none. */
export const wordsOrNone = (most: number) =>
	z
		.preprocess((raw) => raw ?? {}, z.object({ ko: unneeded(most), en: unneeded(most) }))
		.transform(({ ko, en }) => (ko || en ? { ko, en } : null));

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = z
	.string({ error: 'lib.required' })
	.transform((raw) => raw.normalize('NFKC').trim())
	.refine(isDay, { error: 'lib.not-a-day' });

/** A whole number between two. */
export const whole = (least: number, most: number) =>
	z
		.string({ error: 'lib.required' })
		.transform((raw) => raw.normalize('NFKC').trim())
		.pipe(z.string().regex(/^\d{1,6}$/, { error: 'lib.not-a-number' }))
		.transform(Number)
		.pipe(z.number().min(least, { error: 'calls.too-few' }).max(most, { error: 'calls.too-many' }));

/** A whole number that may be left out. */
export const wholeOrNone = (least: number, most: number) =>
	z.preprocess((raw) => (String(raw ?? '').trim() === '' ? null : raw), whole(least, most).nullable());

/** A box that may be ticked: an unticked one sends nothing. */
export const ticked = z
	.string()
	.optional()
	.transform((raw) => raw === 'on');

/** A form whose names speak of groups and lists, `tracks.0.places`. */
export const grouped = <S extends z.ZodType>(schema: S) =>
	z.preprocess((form) => nested(form as Record<string, string>), schema);
