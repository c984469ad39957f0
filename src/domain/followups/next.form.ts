import { z } from 'zod';
import { clockTime, isTime } from '#domain/calls/dates.rules.ts';
import { grouped, whole, words } from '#lib/schema.ts';
import { isDay } from '#lib/zone.ts';

const moment = z.object({
	day: z
		.string({ error: 'lib.required' })
		.transform((raw) => raw.normalize('NFKC').trim())
		.refine(isDay, { error: 'lib.not-a-day' }),
	time: z
		.string({ error: 'lib.required' })
		.refine(isTime, { error: 'lib.not-a-time' })
		.transform((raw) => clockTime(raw))
});

/** A call made from follow-ups: what it is called, its places, its dates, and who goes on into it. */
export const NextForm = grouped(
	z.object({
		name: words(60),
		places: whole(1, 100_000),
		review: moment,
		draw: moment,
		ids: z.preprocess(
			(raw) =>
				String(raw ?? '')
					.split('\n')
					.filter(Boolean),
			z.array(z.uuid({ error: 'lib.not-a-choice' })).min(1, { error: 'followups.nobody-chosen' })
		)
	})
);
export type NextForm = z.output<typeof NextForm>;
