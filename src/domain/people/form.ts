import { z } from 'zod';
import { tidy } from '#lib/text.ts';
import { normalEmail, roles } from './rules.ts';

const email = z
	.string({ error: 'lib.required' })
	.transform(normalEmail)
	.pipe(z.email({ error: 'people.not-an-address' }).max(254, { error: 'people.not-an-address' }));

/** Asking for a code: where to send it, and the work done for it, which a browser without scripts does not send. */
export const CodeRequest = z.object({ email, work: z.string().max(40).catch('') });
export type CodeRequest = z.infer<typeof CodeRequest>;

/** Giving the code: six digits, however they were spaced or typed. */
export const CodeGiven = z.object({
	code: z
		.string({ error: 'lib.required' })
		.transform((text) => text.normalize('NFKC').replace(/\D/g, ''))
		.pipe(z.string().length(6, { error: 'people.six-digits' }))
});

const name = z
	.string()
	.transform((text) => tidy(text))
	.pipe(z.string().max(80, { error: 'lib.too-long' }));

/** Opening a host: its address, its name in both languages, and its first organiser. */
export const HostOpened = z.object({
	slug: z
		.string()
		.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'people.not-an-address' })
		.max(60),
	name: z.object({ ko: z.string().min(1).max(80), en: z.string().min(1).max(80) }),
	organiser: z.object({ email, name, locale: z.enum(['ko', 'en']) })
});

const day = z.string().trim().max(10).optional().default('');

/** Giving a role in a call: to whom, which, and from which day until which it counts, where it is for a time. */
export const RoleGiven = z.object({
	email,
	name,
	role: z.enum(roles, { error: 'lib.not-a-choice' }),
	from: day,
	until: day
});
export type RoleGiven = Omit<z.infer<typeof RoleGiven>, 'from' | 'until'>;

/** Until which day a role is to count from now on. */
export const RoleExtended = z.object({ role: z.string({ error: 'lib.required' }), until: day });

/** What a person says of themselves. */
export const Profile = z.object({
	name,
	locale: z.enum(['ko', 'en'], { error: 'lib.required' })
});

export type Profile = z.infer<typeof Profile>;
