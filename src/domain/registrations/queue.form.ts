import { z } from 'zod';
import { whole } from '#lib/schema.ts';

/** From how long before the opening one may come and wait (none: no queue), and how many are let in each minute. */
export const QueueForm = z.object({
	before: z.preprocess((raw) => (raw === '' ? '0' : raw), whole(0, 10_080)),
	aMinute: whole(1, 6000)
});
export type QueueForm = z.output<typeof QueueForm>;
