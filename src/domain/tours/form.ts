import { z } from 'zod';
import { day, grouped, ticked, words } from '#lib/schema.ts';
import { isZone } from '#lib/zone.ts';

const tourFields = {
	title: words(80),
	about: words(600),
	guest_name: words(60),
	guest_title: words(80),
	guest_organisation: words(80)
};

/** A tour as its organisers write it. */
export const TourForm = grouped(z.object(tourFields));
export type TourForm = z.output<typeof TourForm>;

/** A text in both languages, or in neither; half of one is a fault of the empty half. */
const wordsOrNone = (most: number) =>
	z.preprocess((raw) => {
		const { ko = '', en = '' } = (raw ?? {}) as { ko?: string; en?: string };
		return ko.trim() === '' && en.trim() === '' ? null : raw;
	}, words(most).nullable());

/** Where and when a stop is. */
export const stopFields = {
	city: words(40),
	country: words(40),
	time_zone: z.string({ error: 'lib.required' }).trim().refine(isZone, { error: 'calls.no-such-zone' }),
	starts_on: day,
	ends_on: day,
	hall: wordsOrNone(80),
	address: wordsOrNone(160)
};
export type StopFacts = z.output<z.ZodObject<typeof stopFields>>;

/** Refuses a last day before the first. */
export const endsAfter = <S extends z.ZodType<{ starts_on: string; ends_on: string }>>(stop: S) =>
	stop.refine(({ starts_on, ends_on }) => starts_on <= ends_on, { path: ['ends_on'], error: 'calls.ends-before' });

const degrees = (most: number) =>
	z.preprocess(
		(raw) => (String(raw ?? '').trim() === '' ? null : raw),
		z
			.string()
			.transform((raw) => raw.normalize('NFKC').trim())
			.pipe(z.string().regex(/^[-+]?\d{1,3}(\.\d{1,8})?$/, { error: 'tours.no-degrees' }))
			.transform(Number)
			.pipe(z.number().min(-most, { error: 'tours.no-degrees' }).max(most, { error: 'tours.no-degrees' }))
			.nullable()
	);

/** A stop as the desk of its tour writes it: where, when, on the map or not, and whether one's own host invites to it. */
export const StopForm = grouped(
	endsAfter(z.object({ ...stopFields, latitude: degrees(90), longitude: degrees(180), is_ours: ticked })).refine(
		({ latitude, longitude }) => (latitude === null) === (longitude === null),
		{ path: ['longitude'], error: 'tours.half-a-place' }
	)
);
export type StopForm = z.output<typeof StopForm>;

/** A new tour: its own words, whose it is, and its first stop. */
export const NewTour = grouped(endsAfter(z.object({ ...tourFields, ...stopFields, host: z.uuid() })));
export type NewTour = z.output<typeof NewTour>;

/** One of the delegation. */
export const DelegateForm = grouped(z.object({ name: words(60), title: words(80), is_principal: ticked }));
export type DelegateForm = z.output<typeof DelegateForm>;
