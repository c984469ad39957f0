import { z } from 'zod';
import { grouped, text, words } from '#lib/schema.ts';
import { isZone } from '#lib/zone.ts';
import { day } from './form.ts';

/** A text in both languages, or in neither; half of one is a fault of the empty half. */
const wordsOrNone = (most: number) =>
	z.preprocess((raw) => {
		const { ko = '', en = '' } = (raw ?? {}) as { ko?: string; en?: string };
		return ko.trim() === '' && en.trim() === '' ? null : raw;
	}, words(most).nullable());

/** A stop made from another: where and when it is, and which of the other's calls it has, by the number of each. */
export const StopForm = grouped(
	z
		.object({
			city: words(40),
			country: words(40),
			time_zone: z.string({ error: 'lib.required' }).trim().refine(isZone, { error: 'calls.no-such-zone' }),
			starts_on: day,
			ends_on: day,
			hall: wordsOrNone(80),
			address: wordsOrNone(160),
			numbers: z.record(z.uuid(), text(40)).default({})
		})
		.refine(({ starts_on, ends_on }) => starts_on <= ends_on, { path: ['ends_on'], error: 'calls.ends-before' })
);
export type StopForm = z.output<typeof StopForm>;
