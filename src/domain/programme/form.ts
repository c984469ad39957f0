import { z } from 'zod';
import { clockTime, isTime } from '#domain/calls/dates.rules.ts';
import { grouped, needed, unneeded, whole, wholeOrNone, words, wordsOrNone } from '#lib/schema.ts';
import { isDay } from '#lib/zone.ts';
import { askers, namings, visibilities } from './rules.ts';

const choice = { error: 'lib.not-a-choice' };
/** An id, or nothing where none is chosen. */
const idOrNone = z
	.union([z.uuid(choice), z.literal('')], choice)
	.optional()
	.transform((id) => id || null);
export const id = z.uuid(choice);

export const day = z
	.string({ error: 'lib.required' })
	.transform((raw) => raw.normalize('NFKC').trim())
	.refine(isDay, { error: 'lib.not-a-day' });
/** A clock time as `HH:MM`, however it is typed; 24:00 is the end of the day. */
export const time = z
	.string({ error: 'lib.required' })
	.refine(isTime, { error: 'lib.not-a-time' })
	.transform((raw) => clockTime(raw));

/** A number that may be below nought. */
export const signed = (most: number) =>
	z
		.string({ error: 'lib.required' })
		.transform((raw) => raw.normalize('NFKC').trim().replace(/^[−–]/, '-'))
		.pipe(z.string().regex(/^[+-]?\d{1,4}$/, { error: 'lib.not-a-number' }))
		.transform(Number)
		.pipe(z.number().min(-most, { error: 'calls.too-few' }).max(most, { error: 'calls.too-many' }));

export const HallForm = grouped(z.object({ id: idOrNone, name: words(60), capacity: wholeOrNone(1, 100_000) }));
export type HallForm = z.output<typeof HallForm>;

export const IdForm = z.object({ id });
export const TravelForm = z.object({ minutes: whole(0, 600) });

/** A session; `to` before `from` is after midnight. */
export const SessionForm = grouped(
	z
		.object({
			title: words(160),
			about: wordsOrNone(6000),
			day,
			from: time,
			to: time,
			hall: idOrNone,
			call: idOrNone,
			expects: wholeOrNone(1, 100_000),
			visibility: z.enum(visibilities, choice).default('public'),
			public_title: wordsOrNone(160),
			public_about: wordsOrNone(600)
		})
		.refine(({ visibility, public_title }) => visibility !== 'masked' || public_title?.ko, {
			path: ['public_title', 'ko'],
			error: 'lib.required'
		})
		.refine(({ visibility, public_title }) => visibility !== 'masked' || public_title?.en, {
			path: ['public_title', 'en'],
			error: 'lib.required'
		})
		.refine(({ from, to }) => from !== to, { path: ['to'], error: 'calls.ends-before' })
);
export type SessionForm = z.output<typeof SessionForm>;

/** A session put elsewhere, as long as it was. */
export const MoveForm = z.object({ id, hall: idOrNone, day, time });
export type MoveForm = z.output<typeof MoveForm>;

const segment = z.object({
	id: idOrNone,
	title: words(100),
	minutes: whole(1, 600),
	askers: z.enum(askers, choice),
	naming: z.enum(namings, choice)
});

type RawSegment = { id?: string; title?: { ko?: string; en?: string } } | undefined;
const isEmpty = (row: RawSegment) => !row?.id && !`${row?.title?.ko ?? ''}${row?.title?.en ?? ''}`.trim();

/** Segments in order, and the button pressed. The empty row at the end is none until something is written in it. */
export const SegmentsForm = grouped(
	z.object({
		press: z.string().default('save'),
		segments: z.preprocess(
			(rows) => (Array.isArray(rows) ? rows.filter((row: RawSegment) => !isEmpty(row)) : []),
			z.array(segment).max(40)
		)
	})
);
export type SegmentsForm = z.output<typeof SegmentsForm>;

export const sides = ['delegation', 'host', 'other'] as const;

export const SpeakerForm = grouped(
	z.object({
		id: idOrNone,
		side: z.enum(sides, choice),
		delegate: idOrNone,
		name: words(80),
		title: wordsOrNone(160),
		email: z
			.union([z.email({ error: 'people.not-an-address' }), z.literal('')], { error: 'people.not-an-address' })
			.default('')
	})
);
export type SpeakerForm = z.output<typeof SpeakerForm>;

export const ConsentForm = z.object({ id, consent: z.enum(['agreed', 'refused', 'unasked'], choice) });
export type ConsentForm = z.output<typeof ConsentForm>;

export const AvailabilityForm = z.object({ id, day, from: time, to: time });
export type AvailabilityForm = z.output<typeof AvailabilityForm>;

/** Somebody who speaks in a session, or in one segment of it. */
export const PartForm = z.object({
	speaker: id,
	segment: idOrNone,
	part: z.enum(['speaker', 'moderator'], choice).default('speaker')
});
export type PartForm = z.output<typeof PartForm>;

export const ReleaseForm = grouped(z.object({ note: wordsOrNone(600) }));

export const DelayForm = z.object({ session: id, minutes: signed(240), reason: needed(200) });
export type DelayForm = z.output<typeof DelayForm>;

export const MarkForm = z.object({ segment: id, mark: z.enum(['begin', 'end', 'reset'], choice) });

export const PressForm = z.object({
	outlet: needed(100),
	job: needed(80),
	card: needed(300),
	note: unneeded(500),
	agreed: z.literal('on', { error: 'programme.must-agree' }),
	may_list: z
		.string()
		.optional()
		.transform((raw) => raw === 'on')
});
export type PressForm = z.output<typeof PressForm>;

export const DecisionForm = z.object({
	id,
	decision: z.enum(['accredited', 'refused', 'withdrawn'], choice),
	reason: unneeded(500)
});
export type DecisionForm = z.output<typeof DecisionForm>;

/** A day and a clock time, or neither; half of one is a fault of the empty half. */
const momentOrNone = z.preprocess((raw) => {
	const { day: typed = '', time: clock = '' } = (raw ?? {}) as { day?: string; time?: string };
	return typed.trim() === '' && clock.trim() === '' ? null : raw;
}, z.object({ day, time }).nullable());

/** What a delegate tells once. */
export const DetailsForm = z.object({
	delegate: id,
	contact: unneeded(200),
	languages: unneeded(120),
	dietary: unneeded(300),
	needs: unneeded(300)
});
export type DetailsForm = z.output<typeof DetailsForm>;

/** A delegate's stay at a stop. */
export const StayForm = grouped(
	z.object({
		delegate: id,
		arrives: momentOrNone,
		arrives_by: unneeded(120),
		leaves: momentOrNone,
		leaves_by: unneeded(120),
		lodging: unneeded(120),
		seat: wholeOrNone(1, 9999),
		protocol: wholeOrNone(1, 9999),
		met_by: unneeded(120)
	})
);
export type StayForm = z.output<typeof StayForm>;

export const audiences = ['person', 'guest', 'speakers', 'moderators', 'press'] as const;

/** Something to read beforehand: for whom, what, from when on, and until when it is not to be published. */
export const BriefingForm = grouped(
	z
		.object({
			id: idOrNone,
			audience: z.enum(audiences, choice),
			email: z
				.union([z.email({ error: 'people.not-an-address' }), z.literal('')], { error: 'people.not-an-address' })
				.default(''),
			title: words(120),
			body: words(8000),
			opens: z.object({ day, time }),
			embargo: momentOrNone
		})
		.refine(({ audience, email }) => audience !== 'person' || email !== '', { path: ['email'], error: 'lib.required' })
);
export type BriefingForm = z.output<typeof BriefingForm>;
