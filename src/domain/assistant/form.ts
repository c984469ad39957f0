import { z } from 'zod';
import { grouped } from '#lib/schema.ts';
import { recordFields, termFields, uses } from './rules.ts';

const choice = { error: 'lib.not-a-choice' };
const locale = z.enum(['ko', 'en'], choice);
const id = z.uuid(choice);

/** What a host lets the assistant be used for, one use or several or none. */
export const SwitchForm = z.object({
	host: id,
	uses: z
		.string()
		.optional()
		.transform((raw) => (raw ?? '').split('\n').filter(Boolean))
		.pipe(z.array(z.enum(uses, choice)))
});
export type SwitchForm = z.output<typeof SwitchForm>;

/** A field of the record's article, and into which language it is to be put: `body.en`. */
export const RecordFieldForm = z.object({
	to: z
		.string(choice)
		.transform((raw) => raw.split('.'))
		.pipe(z.tuple([z.enum(recordFields, choice), locale]))
});

export const TermFieldForm = z.object({
	id,
	to: z
		.string(choice)
		.transform((raw) => raw.split('.'))
		.pipe(z.tuple([z.enum(termFields, choice), locale]))
});

export const CallForm = z.object({ call: z.string(choice).max(100) });
export const LocaleForm = z.object({ locale });
export const QuoteIdForm = z.object({ id });
export const SegmentForm = z.object({ segment: id });
export const DraftForm = z.object({ draft: id });
export const TakeForm = z.object({ take: id });

/** A draft to be taken in whole, or one piece of it: `id`, `id/3`. */
export const PieceForm = z.object({
	take: z
		.string(choice)
		.transform((raw): [string, string?] => {
			const [draft = '', nth] = raw.split('/');
			return nth === undefined ? [draft] : [draft, nth];
		})
		.pipe(
			z.tuple([
				id,
				z
					.string()
					.regex(/^\d{1,4}$/, choice)
					.transform(Number)
					.optional()
			])
		)
});

/** One group of a draft, merged into the question that is kept. The others go by the versions they were seen in. */
export const GroupForm = grouped(
	z.object({
		draft: id,
		piece: z.coerce.number(choice).int().min(0).max(1000),
		into: id,
		versions: z.record(z.uuid(), z.coerce.number(choice).int())
	})
);
export type GroupForm = z.output<typeof GroupForm>;
