import { z } from 'zod';
import { clockTime, isTime } from '#domain/calls/dates.rules.ts';
import { grouped, prose, whole } from '#lib/schema.ts';
import { isDay, isZone } from '#lib/zone.ts';

const choice = { error: 'lib.not-a-choice' };
const optional = (most: number) => z.preprocess((raw) => raw ?? '', prose(most));

const slot = z.object({
	day: z
		.string({ error: 'lib.required' })
		.transform((raw) => raw.normalize('NFKC').trim())
		.refine(isDay, { error: 'lib.not-a-day' }),
	time: z
		.string({ error: 'lib.required' })
		.refine(isTime, { error: 'lib.not-a-time' })
		.transform((raw) => clockTime(raw))
});
type Raw = { day?: string; time?: string };
const isLeftOut = ({ day = '', time = '' }: Raw) => day.trim() === '' && time.trim() === '';

export const mostSlots = 3;

/** Times to meet, by one clock; rows left empty are no times. `meeting` is the one that is changed, or nothing. */
export const MeetingForm = grouped(
	z.object({
		meeting: z.preprocess((raw) => raw || null, z.uuid(choice).nullable()),
		delegate: z.uuid(choice),
		topic: optional(200),
		place: optional(200),
		zone: z.string(choice).refine(isZone, choice),
		minutes: whole(15, 240),
		slots: z.preprocess(
			(raw) => (Array.isArray(raw) ? raw.filter((one: Raw) => !isLeftOut(one)) : []),
			z.array(slot).min(1, { error: 'followups.no-slot' }).max(mostSlots)
		)
	})
);
export type MeetingForm = z.output<typeof MeetingForm>;

export const ChooseForm = z.object({ meeting: z.uuid(choice), starts: z.iso.datetime(choice) });
export const CancelForm = z.object({ meeting: z.uuid(choice) });
