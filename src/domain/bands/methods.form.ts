import { z } from 'zod';
import { levels } from './calibration.rules.ts';
import { bases, ways } from './methods.rules.ts';

const level = z
	.string({ error: 'lib.required' })
	.transform(Number)
	.pipe(z.literal([...levels], { error: 'lib.not-a-choice' }));
const slope = z
	.string()
	.transform((text) => (/^\d{1,4}$/.test(text.normalize('NFKC').trim()) ? Number(text.normalize('NFKC')) : NaN))
	.pipe(
		z
			.int({ error: 'reviews.not-a-slope' })
			.min(1, { error: 'reviews.not-a-slope' })
			.max(1000, { error: 'reviews.not-a-slope' })
	);

/** How bands are cut, as a form or an address says it; a slope is read for the linear way only. */
export const MethodForm = z
	.object({
		basis: z.enum(bases, { error: 'lib.not-a-choice' }),
		way: z.enum(ways, { error: 'lib.not-a-choice' }),
		level,
		slope: z.string().optional()
	})
	.transform(({ slope: typed, ...method }, context) => {
		if (method.way !== 'linear') return { ...method, slope: null };
		const read = slope.safeParse(typed ?? '');
		if (read.success) return { ...method, slope: read.data };
		context.addIssue({ code: 'custom', path: ['slope'], message: 'reviews.not-a-slope' });
		return z.NEVER;
	});
