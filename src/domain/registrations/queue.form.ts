import { z } from 'zod';
import { whole } from '#lib/schema.ts';

/** From how long before the opening one may come and wait (none: no queue), and how many are let in each minute. */
export const QueueForm = z.object({
	before: z.enum(['', '30', '60', '180', '1440'], { error: 'lib.required' }).transform((minutes) => Number(minutes)),
	aMinute: whole(1, 6000)
});
export type QueueForm = z.output<typeof QueueForm>;
