import { z } from 'zod';
import { isBlank, tidy } from '#lib/text.ts';
import { interests } from './affinity.rules.ts';
import { mostLoad, mostReviewersEach } from './rules.ts';

// Digits only: Number() would also take '', '0x5' and '5e0'.
const wholeNumber = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : NaN);
const from = (least: number, most: number, error: string) =>
	z
		.string({ error: 'lib.required' })
		.transform(wholeNumber)
		.pipe(z.int({ error: 'lib.not-a-number' }).min(least, { error }).max(most, { error }));
const load = from(0, mostLoad, 'reviews.load');
const loadOrNone = z.union([z.literal('').transform(() => null), load], { error: 'reviews.load' });

/** A day and a clock time as the browser's own field says them, in the zone of the call; empty is none. */
const moment = z.union(
	[
		z.literal('').transform(() => null),
		z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, { error: 'reviews.moment' })
	],
	{ error: 'reviews.moment' }
);

/** How a call is assigned. */
export const RulesForm = z
	.object({
		each: from(1, mostReviewersEach, 'reviews.each'),
		load_min: z.union([z.literal('').transform(() => 0), load], { error: 'reviews.load' }),
		load_max: loadOrNone,
		pair_chance: from(1, 100, 'reviews.chance'),
		interests_from: moment,
		interests_until: moment
	})
	.refine((rules) => rules.load_max === null || rules.load_min <= rules.load_max, {
		error: 'reviews.load-crossed',
		path: ['load_max']
	});
export type RulesForm = z.infer<typeof RulesForm>;

// Several ticked boxes of one name come as one value with a line for each.
const ticked = z
	.string()
	.default('')
	.transform((text) => text.split('\n').filter(Boolean));

/** What a reviewer is at home in. */
export const ProfileForm = z.object({ tracks: ticked, languages: ticked, topics: ticked });
export type ProfileForm = z.infer<typeof ProfileForm>;

/** The same as the organiser sets it, with limits of load; empty is the call's own. */
export const ReviewerForm = ProfileForm.extend({ load_min: loadOrNone, load_max: loadOrNone }).refine(
	({ load_min, load_max }) => load_min === null || load_max === null || load_min <= load_max,
	{ error: 'reviews.load-crossed', path: ['load_max'] }
);
export type ReviewerForm = z.infer<typeof ReviewerForm>;

/** What a reviewer says of an application before it is theirs: how gladly they would read it, that they must not, nothing. */
export const sayings = [...interests, 'conflict', 'unsaid'] as const;
export const Saying = z.enum(sayings, { error: 'lib.not-a-choice' });
export type Saying = z.infer<typeof Saying>;
const one = z.strictObject(
	{ application: z.uuid({ error: 'lib.not-a-choice' }), interest: Saying },
	{ error: 'lib.fields' }
);
/** What a script sends: all that was said since it last did. */
export const InterestsSent = z
	.array(one, { error: 'lib.fields' })
	.min(1, { error: 'lib.fields' })
	.max(500, { error: 'lib.fields' });

/** Somebody a reviewer is close to, by name, mail address or registration number. */
export const TieForm = z.object({
	who: z
		.string({ error: 'lib.required' })
		.transform(tidy)
		.refine((text) => !isBlank(text), { error: 'lib.required' })
		.refine((text) => text.length <= 100, { error: 'lib.too-long' })
});

/** Several by hand, on the side of the application or of the reviewer. */
export const ReviewersForm = z.object({ reviewers: ticked });
export const ApplicationsForm = z.object({ applications: ticked });
