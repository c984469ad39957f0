import { z } from 'zod';
import { grouped, words, wordsOrNone } from '#lib/schema.ts';
import { isDay } from '#lib/zone.ts';
import { promiseStates } from './promises.rules.ts';

const choice = { error: 'lib.not-a-choice' };
const idOrNone = z
	.union([z.uuid(choice), z.literal('')], choice)
	.optional()
	.transform((id) => id || null);
const orNone = <S extends z.ZodType>(schema: S) =>
	z.preprocess((raw) => (String(raw ?? '').trim() === '' ? null : raw), schema.nullable());

export const PromiseForm = grouped(
	z.object({
		what: words(300),
		who: words(120),
		due_on: orNone(z.string().refine(isDay, { error: 'lib.not-a-day' })),
		quote: idOrNone
	})
);
export type PromiseForm = z.output<typeof PromiseForm>;

export const UpdateForm = grouped(
	z.object({
		id: z.uuid(choice),
		state: z.enum(promiseStates, choice),
		note: wordsOrNone(600),
		source_url: orNone(
			z.url({ protocol: /^https?$/, error: 'records.not-a-link' }).max(500, { error: 'records.not-a-link' })
		)
	})
);
export type UpdateForm = z.output<typeof UpdateForm>;
