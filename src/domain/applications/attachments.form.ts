import { z } from 'zod';

/** What reviewers may open besides clean files, as ticked: nothing, or some of the other states. */
export const PolicySent = z.object({
	shows: z
		.string()
		.default('')
		.transform((lines) => lines.split('\n').filter(Boolean))
		.pipe(z.array(z.enum(['unscanned', 'cannot-scan', 'flagged'], { error: 'lib.not-a-choice' })))
});
