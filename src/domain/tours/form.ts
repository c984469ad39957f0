import { z } from 'zod';
import { grouped, words } from '#lib/schema.ts';

/** A tour as its organisers write it. */
export const TourForm = grouped(
	z.object({
		title: words(80),
		about: words(600),
		guest_name: words(60),
		guest_title: words(80),
		guest_organisation: words(80)
	})
);
export type TourForm = z.output<typeof TourForm>;

const degrees = (most: number) =>
	z
		.string({ error: 'lib.required' })
		.transform((raw) => raw.normalize('NFKC').trim())
		.pipe(z.string().regex(/^[-+]?\d{1,3}(\.\d{1,8})?$/, { error: 'tours.no-degrees' }))
		.transform(Number)
		.pipe(z.number().min(-most, { error: 'tours.no-degrees' }).max(most, { error: 'tours.no-degrees' }));

/** Where a stop is on the map. */
export const PlaceForm = z.object({ stop: z.uuid(), latitude: degrees(90), longitude: degrees(180) });
export type PlaceForm = z.output<typeof PlaceForm>;
