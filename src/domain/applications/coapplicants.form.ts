import { z } from 'zod';
import { characterFault, isBlank, letterCount, tidy } from '#lib/text.ts';
import { normalEmail } from '#domain/people/rules.ts';

const line = z.string({ error: 'lib.required' }).transform((raw, ctx) => {
	const kept = tidy(raw).replaceAll('\n', ' ');
	const fault = characterFault(raw) ?? (isBlank(raw) ? 'lib.required' : undefined);
	const found = fault ?? (letterCount(kept) > 60 ? 'lib.too-long' : undefined);
	if (found) ctx.addIssue({ code: 'custom', message: found });
	return kept;
});

/** Somebody to apply together with: who, what they do in it, and whether they may write in the draft. */
export const CoapplicantForm = z.object({
	name: line,
	email: z
		.string({ error: 'lib.required' })
		.transform(normalEmail)
		.pipe(z.email({ error: 'people.not-an-address' }).max(254, { error: 'people.not-an-address' })),
	role: line,
	may_edit: z
		.string()
		.optional()
		.transform((raw) => raw === 'on')
});
export type CoapplicantForm = z.output<typeof CoapplicantForm>;
