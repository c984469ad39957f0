import { z } from 'zod';
import { grouped, needed, words } from '#lib/schema.ts';
import { moment } from './form.ts';

/** A call made from another: all that cannot be taken over. */
export const CopyForm = grouped(
	z.object({
		stop: z.uuid({ error: 'lib.not-a-choice' }),
		notice_number: needed(40),
		title: words(80),
		opens: moment
	})
);
export type CopyForm = z.output<typeof CopyForm>;

/** The next round: until when it is reviewed, and when it is drawn. */
export const RoundForm = grouped(z.object({ review: moment, draw: moment }));
export type RoundForm = z.output<typeof RoundForm>;
