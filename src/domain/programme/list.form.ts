import { z } from 'zod';
import { pathOf } from './schedules.form.ts';
import { mostEvents, mostFaults, type Schedule, type ScheduleFault } from './schedule.rules.ts';
import { instantOf, scheduleFromList } from './list.rules.ts';

const clock = z
	.string()
	.regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, { error: 'a date and time like 2026-12-10 09:30:00' });
const text = z.string({ error: 'a text' }).max(200_000, { error: 'a text of at most 200,000 letters' });

const item = z
	.looseObject({
		id: z.number({ error: 'a whole number' }).int(),
		source: text.optional(),
		title: text,
		description: text.nullable().optional(),
		speaker: text.nullable().optional(),
		venue: text,
		start_date: clock,
		end_date: clock
	})
	.refine(({ start_date, end_date }) => end_date >= start_date, {
		error: 'an end that is not before the start',
		path: ['end_date']
	});

const list = z
	.array(item)
	.min(1, { error: 'at least one event' })
	.max(mostEvents, { error: `at most ${mostEvents} events` });

type Reading = { zone: string; guidFor: (name: string) => string };

/** Reads a plain list of events, as EMF gives them: local times, which are those of the stop's zone. */
export function readList(parsed: unknown, reading: Reading): Schedule | ScheduleFault[] {
	const read = list.safeParse(parsed);
	if (read.success) {
		const never = read.data.flatMap((one, nth) =>
			(['start_date', 'end_date'] as const)
				.filter((name) => !instantOf(one[name], reading.zone))
				.map((name) => ({ where: `[${nth}].${name}`, what: 'a time that there is' }))
		);
		return never.length ? never.slice(0, mostFaults) : scheduleFromList(read.data, reading);
	}
	return read.error.issues.slice(0, mostFaults).map(({ path, message }) => ({ where: pathOf(path), what: message }));
}
