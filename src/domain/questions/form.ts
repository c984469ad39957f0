import { z } from 'zod';
import { characterFault, isBlank, letterCount, tidy } from '#lib/text.ts';
import { acts, longest } from './rules.ts';

/** A text of at most so many letters, tidy, without odd characters; empty only where it may be. */
function line(most: number, mayBeEmpty = false) {
	return z.string({ error: 'lib.required' }).transform((raw, context) => {
		const kept = tidy(raw);
		const complain = (message: string) => context.addIssue({ code: 'custom', message });
		const fault = characterFault(raw);
		if (isBlank(raw)) {
			if (!mayBeEmpty) complain('lib.required');
		} else if (fault) complain(fault);
		else if (letterCount(kept) > most) complain('lib.too-long');
		return kept;
	});
}

const id = z.uuid({ error: 'lib.not-a-choice' });
const version = z.coerce.number({ error: 'lib.not-a-number' }).int().min(1, { error: 'lib.not-a-number' });
const ticked = z
	.string()
	.optional()
	.transform((value) => value === 'on');
/** The page's own key for one press, so that the same press sent twice is one. */
const intent = z.string({ error: 'lib.required' }).regex(/^[\w-]{8,64}$/, { error: 'lib.required' });

/** A question from the floor. */
export const AskForm = z.object({
	intent,
	segment: id,
	text: line(longest.question),
	name: line(longest.name, true).optional().default(''),
	named: ticked
});
export type AskForm = z.output<typeof AskForm>;

/** An upvote, or one taken back. */
export const VoteForm = z.object({ question: id, vote: z.enum(['up', 'back'], { error: 'lib.not-a-choice' }) });
export type VoteForm = z.output<typeof VoteForm>;

export const WithdrawForm = z.object({ question: id });

/** What a moderator does with a question, over the version they saw. */
export const ActForm = z.object({
	question: id,
	version,
	act: z.enum(acts, { error: 'lib.not-a-choice' }),
	into: id.optional()
});
export type ActForm = z.output<typeof ActForm>;

/** Whose questions leave, or come back. */
export const BanForm = z.object({ question: id, ban: z.enum(['ban', 'lift'], { error: 'lib.not-a-choice' }) });
export type BanForm = z.output<typeof BanForm>;

/** A question in the other language. `over` is the number of the translation it was written over, 0 where none was. */
export const TranslationForm = z.object({
	question: id,
	over: z.coerce.number({ error: 'lib.not-a-number' }).int().min(0, { error: 'lib.not-a-number' }),
	text: line(longest.translation)
});
export type TranslationForm = z.output<typeof TranslationForm>;

export const MarkForm = z.object({
	segment: id,
	mark: z.enum(['begin', 'end', 'reset'], { error: 'lib.not-a-choice' })
});

/** How questions are taken in a segment. */
export const FloorForm = z.object({
	segment: id,
	open: ticked,
	way: z.enum(['votes', 'asked', 'drawn', 'fair'], { error: 'lib.not-a-choice' }),
	most: z.coerce
		.number({ error: 'lib.not-a-number' })
		.int()
		.min(1, { error: 'lib.not-a-number' })
		.max(50, { error: 'lib.not-a-number' }),
	field: z.string().max(60).optional().default('')
});
export type FloorForm = z.output<typeof FloorForm>;

/** A link is made, or shut by its id. */
export const LinkForm = z.discriminatedUnion('do', [
	z.object({
		do: z.literal('make'),
		kind: z.enum(['projector', 'interpreter'], { error: 'lib.not-a-choice' }),
		label: line(longest.label)
	}),
	z.object({ do: z.literal('revoke'), link: id })
]);
export type LinkForm = z.output<typeof LinkForm>;

/** A word to be pointed at, or no longer. */
export const WordForm = z.object({
	word: line(longest.word),
	do: z.enum(['add', 'remove'], { error: 'lib.not-a-choice' })
});
export type WordForm = z.output<typeof WordForm>;
