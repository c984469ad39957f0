import { z } from 'zod';
import { characterFault, letterCount, tidy } from './text.ts';

/** Prose of at most so many letters, kept tidy. */
export function prose(most: number) {
	return z
		.string({ error: 'lib.required' })
		.transform(tidy)
		.superRefine((text, context) => {
			const fault = letterCount(text) > most ? 'lib.too-long' : characterFault(text);
			if (fault) context.addIssue({ code: 'custom', message: fault });
		});
}
