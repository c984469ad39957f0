import { z } from 'zod';
import { tidy } from '#lib/text.ts';
import { groupsIn } from './providers.rules.ts';
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

/** What is shown besides a mail's code: six digits of an app or a recovery code, however they were spaced or typed. */
export const SecondGiven = z.object({
	code: z
		.string({ error: 'lib.required' })
		.transform((text) =>
			text
				.normalize('NFKC')
				.toUpperCase()
				.replace(/[^0-9A-Z]/g, '')
		)
		.pipe(z.string().regex(/^(\d{6}|[0-9A-Z]{12})$/, { error: 'people.six-or-twelve' }))
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

/** Whether a host's own must show more than a mail's code. */
export const SecondFactorRule = z.object({
	host: z.uuid(),
	rule: z.enum(['required', 'off'], { error: 'lib.not-a-choice' })
});

const short = z
	.string({ error: 'lib.required' })
	.transform((text) => tidy(text))
	.pipe(z.string().min(1, { error: 'lib.required' }).max(200, { error: 'lib.too-long' }));

/** The provider of a host: how it is called, where it is, as whom we ask, for whom it speaks, which group has which role. */
export const ProviderForm = z.object({
	...{ host: z.uuid(), nameKo: short, nameEn: short, clientId: short, groupClaim: short },
	issuer: short.pipe(z.url({ error: 'people.not-an-issuer' })),
	clientSecret: z.string().trim().max(500, { error: 'lib.too-long' }).catch(''),
	domain: short.transform((text) => text.toLowerCase().replace(/^@/, '')),
	groups: z
		.string()
		.max(10_000, { error: 'lib.too-long' })
		.transform((text, ctx) => {
			const groups = groupsIn(text);
			if (!groups) ctx.addIssue({ code: 'custom', message: 'people.not-groups' });
			return groups ?? [];
		})
});
export type ProviderForm = z.infer<typeof ProviderForm>;
