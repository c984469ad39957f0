import { z } from 'zod';
import { needed } from '#lib/schema.ts';
import { lifetimes, rights, type Right } from './rules.ts';

/** A new token: for which host, what it is for, what it may, and for how many days. */
export const TokenForm = z.object({
	host: z.uuid({ error: 'lib.not-a-choice' }),
	name: needed(60),
	rights: z
		.string({ error: 'tokens.no-rights' })
		.transform((ticked) => [...new Set(ticked.split('\n'))])
		.pipe(z.array(z.enum(rights as [Right, ...Right[]], { error: 'lib.not-a-choice' }))),
	days: z.enum(lifetimes.map(String) as [string, ...string[]], { error: 'lib.not-a-choice' }).transform(Number)
});
export type TokenForm = z.output<typeof TokenForm>;

export const RevokeForm = z.object({
	host: z.uuid({ error: 'lib.not-a-choice' }),
	token: z.uuid({ error: 'lib.not-a-choice' })
});
