import { z } from 'zod';
import { isTime } from '#domain/calls/dates.rules.ts';
import { nested } from '#lib/nest.ts';
import { isDay } from '#lib/zone.ts';

const moment = z.preprocess(
	(raw) => {
		const { day = '', time = '' } = (raw ?? {}) as { day?: string; time?: string };
		return day.trim() === '' && time.trim() === '' ? null : { day: day.normalize('NFKC').trim(), time };
	},
	z
		.object({
			day: z.string().refine(isDay, { error: 'lib.not-a-day' }),
			time: z.string().refine(isTime, { error: 'lib.not-a-time' })
		})
		.nullable()
);

/** The review's own dates: an empty moment takes what the call's dates say. */
export const ReviewDatesForm = z.preprocess(
	(form) => nested(form as Record<string, string>),
	z.object({
		from: moment,
		discuss: moment,
		remind_days: z
			.string({ error: 'lib.required' })
			.regex(/^([0-2]?\d|30)$/, { error: 'reviews.remind-days' })
			.transform(Number)
	})
);
export type ReviewDatesForm = z.output<typeof ReviewDatesForm>;
