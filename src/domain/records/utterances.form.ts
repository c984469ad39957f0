import { z } from 'zod';
import { clockTime, isTime } from '#domain/calls/dates.rules.ts';
import { grouped, needed, prose, unneeded } from '#lib/schema.ts';
import { isDay } from '#lib/zone.ts';

const choice = { error: 'lib.not-a-choice' };
const id = z.uuid(choice);
const idOrNone = z
	.union([z.uuid(choice), z.literal('')], choice)
	.optional()
	.transform((id) => id || null);
const said = needed(4000).pipe(prose(4000));
const translation = z.preprocess((raw) => raw ?? '', prose(4000));
/** A moment of a session as `12:34` or `1:02:03`, in milliseconds. */
const moment = z
	.string({ error: 'lib.required' })
	.transform((raw) => raw.normalize('NFKC').trim())
	.pipe(z.string().regex(/^(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:\.\d{1,3})?$/, { error: 'records.not-a-moment' }))
	.transform((raw) => Math.round(raw.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000));

export const UtteranceForm = z.object({
	id: idOrNone,
	starts: moment,
	speaker: idOrNone,
	name: unneeded(80),
	text: said,
	translation
});
export type UtteranceForm = z.output<typeof UtteranceForm>;

export const UtteranceId = z.object({ id });

export const ImportForm = z.object({
	as: z.enum(['words', 'translation'], choice).default('words'),
	file: z
		.string({ error: 'lib.required' })
		.max(400_000, { error: 'records.file-too-large' })
		.min(1, { error: 'lib.required' })
});
export type ImportForm = z.output<typeof ImportForm>;

export const RecordingForm = grouped(
	z.object({
		url: z
			.url({ protocol: /^https$/, error: 'records.not-a-recording' })
			.max(500, { error: 'records.not-a-recording' }),
		starts: z.object({
			day: z.string({ error: 'lib.required' }).refine(isDay, { error: 'lib.not-a-day' }),
			time: z
				.string({ error: 'lib.required' })
				.refine(isTime, { error: 'lib.not-a-time' })
				.transform((raw) => clockTime(raw))
		})
	})
);
export type RecordingForm = z.output<typeof RecordingForm>;
