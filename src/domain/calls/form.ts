import { z } from 'zod';
import { day, grouped, needed, ticked, unneeded, whole, wholeOrNone, words } from '#lib/schema.ts';
import { isBlank } from '#lib/text.ts';
import { isTime } from './dates.rules.ts';
import { fieldKinds, fileTypes, mostMegabytes } from './kinds.rules.ts';
import { termKinds } from './terms.rules.ts';

export const moment = z.object({
	day,
	time: z.string({ error: 'lib.required' }).refine(isTime, { error: 'lib.not-a-time' })
});
/** A moment that may be left empty; half of one is a fault of the empty half. */
export const momentOrNone = z.preprocess((raw) => {
	const { day = '', time = '' } = (raw ?? {}) as { day?: string; time?: string };
	return day.trim() === '' && time.trim() === '' ? null : raw;
}, moment.nullable());
const dates = { opens: moment, closes: moment, review: moment, draw: moment };

const places = whole(1, 100_000);
export const key = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,40}$/, { error: 'lib.not-a-choice' });

/** A new call: the template, and all that no template can know. */
export const NewCall = grouped(
	z.object({
		template: z.string({ error: 'lib.required' }),
		stop: z.uuid({ error: 'lib.not-a-choice' }),
		notice_number: needed(40),
		title: words(80),
		places: z.record(key, places, { error: 'lib.required' }),
		...dates
	})
);
export type NewCall = z.output<typeof NewCall>;

export const TextsForm = grouped(
	z.object({
		notice_number: needed(40),
		title: words(80),
		purpose: words(1500),
		who_may: words(1500),
		how_chosen: words(1500)
	})
);
export type TextsForm = z.output<typeof TextsForm>;

export const DatesForm = grouped(
	z.object({ ...dates, reply_days: whole(1, 60), grace_minutes: whole(0, 1440).default(0) })
);
export type DatesForm = z.output<typeof DatesForm>;

/** Which button of a list was pressed: save, add one, or move or remove a row. */
export const press = z
	.string()
	.optional()
	.transform((raw) => raw ?? 'save');

type RawRow = { key?: string; name?: RawWords; title?: RawWords; label?: RawWords };
type RawWords = { ko?: string; en?: string };
const isUnused = (row: RawRow | undefined) => {
	const { ko = '', en = '' } = row?.name ?? row?.title ?? row?.label ?? {};
	return !row?.key && isBlank(ko + en);
};

/** Rows in order. The empty row that a form keeps ready at its end is no row until something is written in it. */
export const list = <S extends z.ZodType>(row: S) =>
	z.preprocess(
		(rows) => (Array.isArray(rows) && rows.length > 1 && isUnused(rows.at(-1)) ? rows.slice(0, -1) : rows),
		z.array(row, { error: 'lib.required' }).min(1).max(60)
	);

export const TracksForm = grouped(
	z.object({
		press,
		tracks: list(
			z.object({ key: key.or(z.literal('')), name: words(60), places, closes: momentOrNone, by_code: ticked })
		)
	})
);
export type TracksForm = z.output<typeof TracksForm>;

export const CriteriaForm = grouped(
	z.object({
		press,
		hides_applicants: ticked,
		hides_reviewers: ticked,
		criteria: list(
			z.object({
				key: key.or(z.literal('')),
				name: words(60),
				weight: whole(1, 1000),
				track: z.string().optional().default(''),
				round: wholeOrNone(1, 9),
				anchors: z.array(words(120)).length(5)
			})
		)
	})
);
export type CriteriaForm = z.output<typeof CriteriaForm>;

/** A text that may be left out, in one language or both. */
const unneededWords = (most: number) =>
	z.preprocess((raw) => raw ?? {}, z.object({ ko: unneeded(most), en: unneeded(most) }));

/** The rounds after the first: how many go on to each, and until when. */
export const RoundsForm = grouped(
	z.object({
		press,
		rounds: z.preprocess(
			(rows) => (Array.isArray(rows) && isUnused(rows.at(-1)) ? rows.slice(0, -1) : rows),
			z
				.array(z.object({ key: key.or(z.literal('')), name: words(60), places, review: moment, draw: moment }))
				.max(8)
				.default([])
		)
	})
);
export type RoundsForm = z.output<typeof RoundsForm>;

export const TermsForm = grouped(
	z.object({
		press,
		terms: list(
			z.object({
				key: key.or(z.literal('')),
				kind: z.enum(termKinds, { error: 'lib.not-a-choice' }).default('use'),
				title: words(100),
				purpose: words(300),
				items: words(300),
				period: words(120),
				keep_days: wholeOrNone(1, 3650),
				refusal: unneededWords(300),
				recipient: unneededWords(120),
				country: unneededWords(60),
				transfer: unneededWords(200),
				contact: unneededWords(120),
				is_required: ticked
			})
		)
	})
);
export type TermsForm = z.output<typeof TermsForm>;

/** Several ticked boxes of one name, one a line. */
const several = z
	.string()
	.optional()
	.transform((raw) => (raw ?? '').split('\n').filter(Boolean));

const fieldRow = z.object({
	key: key.or(z.literal('')),
	kind: z.enum(fieldKinds, { error: 'lib.not-a-choice' }),
	label: words(100),
	help: unneededWords(300),
	is_required: ticked,
	is_feature: ticked,
	max_length: wholeOrNone(1, 20_000),
	limit_unit: z.enum(['letters', 'words'], { error: 'lib.not-a-choice' }).default('letters'),
	options: unneededWords(6000),
	unit: unneededWords(20),
	min: unneeded(20),
	max: unneeded(20),
	least: wholeOrNone(1, 100),
	most: wholeOrNone(1, 100),
	types: several.pipe(z.array(z.enum(fileTypes, { error: 'lib.not-a-choice' }))),
	megabytes: wholeOrNone(1, mostMegabytes),
	guardian: ticked,
	names: z.enum(['', 'yes', 'no'], { error: 'lib.not-a-choice' }).default(''),
	when: z.preprocess((raw) => raw ?? {}, z.object({ key: key.or(z.literal('')).default(''), values: several }))
});

export const FieldsForm = grouped(z.object({ press, add_after: z.string().default(''), fields: list(fieldRow) }));
export type FieldsForm = z.output<typeof FieldsForm>;

/** A correction of a published form: the version it was written on, and why, for those who are writing on it. */
export const CorrectionForm = grouped(
	z.object({ version: whole(1, 100_000), reason: words(300), fields: list(fieldRow) })
);
export type CorrectionForm = z.output<typeof CorrectionForm>;

/** Ranges as they are typed: of what, in which track where it is one's own, and an empty side where there is no bound. */
export const ranges = z
	.array(
		z.object({
			feature: z.string(),
			value: z.string(),
			track: z.string().optional().default(''),
			min: wholeOrNone(0, 100_000),
			max: wholeOrNone(0, 100_000)
		})
	)
	.max(500)
	.default([]);

export const QuotasForm = grouped(z.object({ quotas: ranges }));
export type QuotasForm = z.output<typeof QuotasForm>;
