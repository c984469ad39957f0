import { z } from 'zod';
import { mostEvents, mostFaults, type Schedule, type ScheduleFault } from './schedule.rules.ts';
import { scheduleFrom } from './voc.rules.ts';

export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/, {
	error: 'a date and time with its offset, like 2026-12-10T09:30:00+09:00'
});
export const isUuid = z.string().regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, { error: 'a UUID' });
const id = z
	.number({ error: 'a whole number above nought, not in quotes' })
	.int({ error: 'a whole number that is kept exactly (below 9007199254740992)' })
	.min(1, { error: 'a whole number above nought' });
const text = z.string({ error: 'a text' }).max(200_000, { error: 'a text of at most 200,000 letters' });
const maybe = text.nullable().optional();

const person = z
	.looseObject({
		id: z.number({ error: 'a whole number' }).int().optional(),
		name: maybe,
		public_name: maybe,
		full_public_name: maybe
	})
	.refine((one) => one.public_name ?? one.name ?? one.full_public_name, {
		error: 'a person with a name or a public_name'
	});

const event = z.looseObject({
	guid: isUuid,
	id: id.optional(),
	date: instant,
	duration: z
		.string({ error: 'a duration like 01:30' })
		.regex(/^\d+:\d{2}(:\d{2}){0,2}$/, { error: 'a duration like 01:30' }),
	room: text,
	title: text,
	abstract: maybe,
	description: maybe,
	persons: z.array(person, { error: 'a list of persons' }).max(500).default([])
});
export type RawEvent = z.output<typeof event>;

const day = z.looseObject({
	index: z.number({ error: 'a whole number' }).int(),
	date: z.string().regex(/^\d{4}-\d\d-\d\d$/, { error: 'a day like 2026-12-10' }),
	day_start: instant.optional(),
	day_end: instant,
	rooms: z.record(z.string(), z.array(event, { error: 'a list of events' }), { error: 'rooms by their names' })
});

const file = z.looseObject({
	schedule: z.looseObject({
		rooms: z.undefined({ error: 'nothing: rooms stand in the conference' }).optional(),
		conference: z.looseObject({ title: text, days: z.array(day, { error: 'a list of days' }).max(400) })
	})
});
export type C3vocFile = z.output<typeof file>;

/** Reads a schedule in the JSON of c3voc (version 1), or says where it is wrong and what was expected there. */
export function readC3voc(parsed: unknown): Schedule | ScheduleFault[] {
	const read = file.safeParse(parsed);
	if (!read.success)
		return read.error.issues.slice(0, mostFaults).map(({ path, message }) => ({ where: pathOf(path), what: message }));
	const schedule = scheduleFrom(read.data);
	return schedule.events.length > mostEvents ? [{ where: 'schedule', what: `at most ${mostEvents} events` }] : schedule;
}

/** The events whose guid another has as well, as faults. */
export function twice({ events }: Schedule): ScheduleFault[] | undefined {
	const seen = new Set<string>();
	const faults = events.flatMap(({ guid, title }) => {
		if (!seen.has(guid)) return seen.add(guid) && [];
		return [{ where: `“${title}”`, what: `a guid of its own: ${guid} is there twice` }];
	});
	return faults.length ? faults.slice(0, mostFaults) : undefined;
}

/** Where in a file something stands, as one would write it. */
export function pathOf(path: PropertyKey[]): string {
	return path
		.map((part) =>
			typeof part === 'number' ? `[${part}]` : /^\w+$/.test(String(part)) ? `.${String(part)}` : `["${String(part)}"]`
		)
		.join('')
		.replace(/^\./, '');
}
