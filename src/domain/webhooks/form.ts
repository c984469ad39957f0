import { z } from 'zod';
import { eventKinds, type EventKind } from './rules.ts';

const id = z.uuid({ error: 'lib.not-a-choice' });

/** Where a host wants to be told, and of what. */
export const WebhookForm = z.object({
	host: id,
	url: z.string({ error: 'lib.required' }).trim().min(1, { error: 'lib.required' }).max(500, { error: 'lib.too-long' }),
	kinds: z
		.string({ error: 'webhooks.no-kinds' })
		.transform((ticked) => [...new Set(ticked.split('\n'))])
		.pipe(z.array(z.enum(eventKinds as [EventKind, ...EventKind[]], { error: 'lib.not-a-choice' })))
});
export type WebhookForm = z.output<typeof WebhookForm>;

export const AgainForm = z.object({ message: id });
