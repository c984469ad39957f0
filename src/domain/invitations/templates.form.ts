import { z } from 'zod';
import { locales } from '#lib/words.ts';
import { letterKinds } from './templates.rules.ts';

/** A host's words for one kind of letter in one language. */
export const TemplateForm = z.object({
	kind: z.enum(letterKinds, { error: 'lib.not-a-choice' }),
	locale: z.enum(locales, { error: 'lib.not-a-choice' }),
	subject: z.string({ error: 'lib.required' }),
	body: z.string({ error: 'lib.required' })
});
export type TemplateForm = z.output<typeof TemplateForm>;
