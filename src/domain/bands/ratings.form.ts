import { z } from 'zod';

const place = z
	.string({ error: 'lib.required' })
	.regex(/^\d{1,3}$/, { error: 'reviews.rating-columns' })
	.transform(Number);
const decimal = z
	.string({ error: 'lib.required' })
	.transform((text) => text.normalize('NFKC').trim().replace(',', '.'))
	.pipe(z.string().regex(/^-?\d{1,6}(\.\d{1,6})?$/, { error: 'lib.not-a-number' }))
	.transform(Number);

/** Between which two numbers the ratings of a file lie. */
export const ScaleForm = z.object({ least: decimal, most: decimal });

/** What its columns are, by their places: several of scores come as one line each. */
export const ColumnsForm = ScaleForm.extend({
	id: z.uuid({ error: 'lib.not-a-choice' }),
	application: place,
	rater: z
		.union([z.literal('').transform(() => null), place])
		.optional()
		.transform((at) => at ?? null),
	scores: z
		.string({ error: 'reviews.rating-columns' })
		.transform((text) => text.split('\n'))
		.pipe(z.array(place))
});

/** A file by its id. */
export const FileForm = z.object({ id: z.uuid({ error: 'lib.not-a-choice' }) });
