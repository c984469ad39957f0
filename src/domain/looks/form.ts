import { z } from 'zod';

/** A colour as a browser's own picker gives it. */
export const ColourForm = z.object({
	host: z.uuid({ error: 'lib.not-a-choice' }),
	colour: z
		.string()
		.trim()
		.toLowerCase()
		.regex(/^#[0-9a-f]{6}$/, { error: 'looks.not-a-colour' })
});
export type ColourForm = z.infer<typeof ColourForm>;

/** Whose look goes back to the program's own. */
export const HostForm = z.object({ host: z.uuid({ error: 'lib.not-a-choice' }) });
