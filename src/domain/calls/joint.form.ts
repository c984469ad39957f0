import { z } from 'zod';
import { grouped, whole, wholeOrNone } from '#lib/schema.ts';
import { ranges } from './form.ts';

/** The stops a call is drawn for together, with what each has of its own, and what earlier draws count for. */
export const StopsForm = grouped(
	z.object({
		stops: z
			.array(
				z.object({
					stop: z.uuid({ error: 'lib.not-a-choice' }),
					places: wholeOrNone(1, 100_000),
					quotas: ranges
				})
			)
			.max(200)
			.default([]),
		memory: z
			.object({ base: whole(1, 20), lost_adds: whole(0, 20), absent_takes: whole(0, 20) })
			.default({ base: 2, lost_adds: 0, absent_takes: 0 })
	})
);
export type StopsForm = z.output<typeof StopsForm>;
