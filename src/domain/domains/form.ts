import { z } from 'zod';
import { domainIn, notADomain } from './rules.ts';

/** A host and the domain that is to be its own, in the letters that travel. */
export const DomainForm = z.object({
	host: z.uuid({ error: 'lib.not-a-choice' }),
	domain: z.string().transform((text, { addIssue }) => {
		const name = domainIn(text);
		if (name !== null) return name;
		addIssue({ code: 'custom', message: notADomain });
		return z.NEVER;
	})
});
export type DomainForm = z.infer<typeof DomainForm>;

/** Whose domain is looked at, or given up. */
export const HostForm = z.object({ host: z.uuid({ error: 'lib.not-a-choice' }) });
