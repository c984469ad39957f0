import { z } from 'zod';
import { characterFault, isBlank, letterCount, tidy } from '#lib/text.ts';

/** A short text an organiser writes for organisers: tidy, seen, without odd characters. */
const reason = z.string({ error: 'lib.required' }).transform((raw, ctx) => {
	const kept = tidy(raw);
	const complain = (message: string) => ctx.addIssue({ code: 'custom', message });
	const fault = characterFault(raw);
	if (isBlank(raw)) complain('lib.required');
	else if (fault) complain(fault);
	else if (letterCount(kept) > 200) complain('lib.too-long');
	return kept;
});

/** A new invite code: for whom or why, for how many, until when, for which track. */
export const CodeForm = z.object({
	reason,
	uses: z
		.string({ error: 'lib.required' })
		.transform((raw) => raw.normalize('NFKC').trim())
		.pipe(z.string().regex(/^[1-9]\d{0,2}$/, { error: 'lib.not-a-number' }))
		.transform(Number),
	track: z.string().optional().default(''),
	'until.day': z
		.string({ error: 'lib.required' })
		.trim()
		.regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'lib.not-a-day' }),
	'until.time': z.string({ error: 'lib.required' }).trim().min(1, { error: 'lib.not-a-time' })
});
export type CodeForm = z.output<typeof CodeForm>;
