import { z } from 'zod';
import { prose } from '#lib/schema.ts';
import { isBlank } from '#lib/text.ts';
import { longestComment, longestReason, longestRemark } from './rules.ts';

const score = z.int({ error: 'reviews.one-to-five' }).min(1, { error: 'reviews.one-to-five' }).max(5, {
	error: 'reviews.one-to-five'
});

const confidence = z.int({ error: 'reviews.one-to-four' }).min(1, { error: 'reviews.one-to-four' }).max(4, {
	error: 'reviews.one-to-four'
});

/** A review as a reviewer types it: whole scores from 1 to 5 by criterion, and the version it was typed over. */
export const ReviewContent = z.strictObject(
	{
		version: z.int({ error: 'lib.not-a-number' }).min(0, { error: 'lib.not-a-number' }),
		scores: z.record(z.string(), score, { error: 'lib.required' }),
		confidence: confidence.nullable(),
		comment: prose(longestComment),
		for_applicant: prose(longestComment)
	},
	{ error: 'lib.fields' }
);
export type ReviewContent = z.infer<typeof ReviewContent>;

/** The same from a form, or from a script that keeps one: a field `scores.<criterion>` for each score. */
export const ReviewForm = z.record(z.string(), z.string()).transform(fromForm).pipe(ReviewContent);

function fromForm(typed: Record<string, string>) {
	const given = Object.entries(typed).filter(([name, value]) => name.startsWith('scores.') && value !== '');
	const scores = given.map(([name, value]) => [name.slice('scores.'.length), wholeNumber(value)]);
	return {
		version: wholeNumber(typed.version ?? ''),
		scores: Object.fromEntries(scores),
		confidence: typed.confidence ? wholeNumber(typed.confidence) : null,
		comment: typed.comment ?? '',
		for_applicant: typed.for_applicant ?? ''
	};
}

// Digits only: Number() would also take '', '0x5' and '5e0'.
const wholeNumber = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : NaN);

const reason = prose(longestReason).refine((text) => !isBlank(text), { error: 'lib.required' });

/** A conflict, in the reviewer's own words. */
export const ConflictForm = z.object({ reason });

/** Why a finished review is taken up again. */
export const ReopenForm = z.object({ reason });

/** What is said in a discussion, and to whom: the letters of reviewers, or `organisers`, one a line. */
export const RemarkForm = z.object({
	text: prose(longestRemark).refine((text) => !isBlank(text), { error: 'lib.required' }),
	to: z
		.string()
		.default('')
		.transform((lines) => lines.split('\n').filter(Boolean))
		.pipe(z.array(z.string().max(20)).max(50, { error: 'lib.not-a-choice' }))
});
export type RemarkForm = z.infer<typeof RemarkForm>;

/** A text of a blind copy to be hidden, or to be shown. */
export const MaskForm = z.object({
	text: prose(200).refine((text) => !isBlank(text), { error: 'lib.required' }),
	hide: z
		.string()
		.optional()
		.transform((raw) => raw === 'yes')
});
export type MaskForm = z.infer<typeof MaskForm>;

/** A file of a blind application, to be let through to reviewers or held back. */
export const LetForm = z.object({
	file: z.uuid({ error: 'lib.not-a-choice' }),
	isLet: z
		.string()
		.optional()
		.transform((raw) => raw === 'yes')
});
