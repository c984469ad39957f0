import { Temporal } from 'temporal-polyfill';

/**
 * The instant a day and a clock time name in a zone. `24:00` is the end of that day, as Korean notices write deadlines.
 * Returns null for a day, time or zone that does not exist (a time skipped by summer time included).
 */
export function instantIn(zone: string, day: string, time: string): Date | null {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time)) return null;
	try {
		const date = Temporal.PlainDate.from(day, { overflow: 'reject' });
		const plain =
			time === '24:00' ? date.add({ days: 1 }).toPlainDateTime() : date.toPlainDateTime(Temporal.PlainTime.from(time));
		return new Date(plain.toZonedDateTime(zone, { disambiguation: 'reject' }).epochMilliseconds);
	} catch {
		return null;
	}
}
