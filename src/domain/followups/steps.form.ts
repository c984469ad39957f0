import { z } from 'zod';
import { prose, ticked } from '#lib/schema.ts';
import { isDay } from '#lib/zone.ts';
import { allSteps, currencies } from './steps.rules.ts';

const choice = { error: 'lib.not-a-choice' };
const orNone = <S extends z.ZodType>(schema: S) =>
	z.preprocess((raw) => (String(raw ?? '').trim() === '' ? null : raw), schema.nullable());

/** How a follow-up goes on: the step, some words, money where there is some, and when to ask again. */
export const StepForm = z
	.object({
		step: z.enum(allSteps, choice),
		note: z.preprocess((raw) => raw ?? '', prose(2000)),
		shared: ticked,
		amount: orNone(
			z
				.string()
				.transform((raw) => raw.normalize('NFKC').replace(/[\s,]/g, ''))
				.pipe(z.string().regex(/^\d{1,14}$/, { error: 'lib.not-a-number' }))
				.transform(Number)
		),
		currency: z.enum(currencies, choice).catch('KRW'),
		remind: orNone(
			z
				.string()
				.transform((raw) => raw.normalize('NFKC').trim())
				.refine(isDay, { error: 'lib.not-a-day' })
		)
	})
	.transform(({ shared, ...rest }) => ({ ...rest, isShared: shared }));
export type StepForm = z.output<typeof StepForm>;
