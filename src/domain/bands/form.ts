import { z } from 'zod';
import { prose } from '#lib/schema.ts';
import { isBlank } from '#lib/text.ts';
import { longestReason } from '#domain/reviews/rules.ts';

const line = z
	.string({ error: 'lib.required' })
	.transform((text) => text.normalize('NFKC').trim())
	.pipe(z.string().regex(/^([1-4](\.\d{1,3})?|5(\.0{1,3})?)$/, { error: 'reviews.not-a-line' }))
	.transform(Number);

/** The cut lines of one track; an empty `accept_from` accepts nobody outright. */
export const BandsForm = z
	.object({
		track: z.uuid({ error: 'lib.not-a-choice' }),
		accept_from: z.union(
			[
				z
					.string()
					.trim()
					.length(0)
					.transform(() => null),
				line
			],
			{ error: 'reviews.not-a-line' }
		),
		draw_from: line
	})
	.refine((lines) => lines.accept_from === null || lines.accept_from >= lines.draw_from, {
		error: 'reviews.lines-crossed',
		path: ['accept_from']
	});
export type BandsForm = z.infer<typeof BandsForm>;

const reason = prose(longestReason).refine((text) => !isBlank(text), { error: 'lib.required' });

/** Freezing: why the lines are where they are, and what becomes of those nobody reviewed. */
export const FreezeForm = z.object({ reason, decline_unreviewed: z.literal('yes').optional() });
export type FreezeForm = z.infer<typeof FreezeForm>;
