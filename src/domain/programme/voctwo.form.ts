import { z } from 'zod';
import { instant, isUuid, pathOf } from './schedules.form.ts';
import { mostEvents, mostFaults, type Schedule, type ScheduleFault } from './schedule.rules.ts';
import { scheduleFromTwo } from './voctwo.rules.ts';

const text = z.string({ error: 'a text' }).max(200_000, { error: 'a text of at most 200,000 letters' });
const inLanguages = z.union([text, z.record(z.string(), text.nullable())], {
	error: 'a text, or texts by their languages'
});
const room = z.looseObject({ guid: isUuid, name: text.optional() });

const event = z
	.looseObject({
		guid: isUuid.optional(),
		start: instant,
		end: instant,
		title: text,
		room: room.optional(),
		abstract: inLanguages.nullable().optional(),
		description: inLanguages.nullable().optional(),
		participants: z
			.array(z.looseObject({ name: text }), { error: 'a list of participants' })
			.max(500)
			.optional()
	})
	.refine(({ start, end }) => Date.parse(end) >= Date.parse(start), {
		error: 'an end that is not before the start',
		path: ['end']
	});

const day = z.looseObject({
	index: z.number({ error: 'a whole number' }).int(),
	date: z.string().regex(/^\d{4}-\d\d-\d\d$/, { error: 'a day like 2026-12-10' }),
	start: instant,
	end: instant
});

const file = z.looseObject({
	schedule: z.looseObject({
		conference: z.looseObject({
			title: text,
			rooms: z
				.array(room.extend({ name: text }), { error: 'a list of rooms' })
				.max(1000)
				.default([]),
			days: z.array(day, { error: 'a list of days' }).max(400)
		}),
		events: z.array(event, { error: 'a list of events' }).max(mostEvents, { error: `at most ${mostEvents} events` })
	})
});

/** Reads a schedule in the second version of c3voc's JSON, or says where it is wrong. `guidFor` names what has no guid. */
export function readVocTwo(parsed: unknown, guidFor: (name: string) => string): Schedule | ScheduleFault[] {
	const read = file.safeParse(parsed);
	if (read.success) return scheduleFromTwo(read.data, guidFor);
	return read.error.issues.slice(0, mostFaults).map(({ path, message }) => ({ where: pathOf(path), what: message }));
}

/** Whether what was parsed has its events in one list, as the second version has. */
export function isVersionTwo(parsed: unknown): boolean {
	return Array.isArray((parsed as { schedule?: { events?: unknown } } | null)?.schedule?.events);
}
