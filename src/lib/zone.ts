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

/** Day and clock time of an instant in a zone, for a form. An end of day may be shown as 24:00 of the day before. */
export function clockIn(zone: string, instant: Date, endOfDay = false): { day: string; time: string } {
	const parts = formatIn('en-GB', { ...numbers, timeZone: zone }).formatToParts(instant);
	const [year, month, date, hour, minute] = ['year', 'month', 'day', 'hour', 'minute'].map(
		(type) => parts.find((part) => part.type === type)!.value
	);
	const day = `${year!.padStart(4, '0')}-${month}-${date}`;
	const time = `${hour}:${minute}`;
	return endOfDay && time === '00:00' ? { day: dayAfter(day, -1), time: '24:00' } : { day, time };
}

const numbers: Intl.DateTimeFormatOptions = {
	...{ year: 'numeric', month: '2-digit', day: '2-digit' },
	...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
};

/** The day so many days after a day (before it, where negative). */
export function dayAfter(day: string, days: number): string {
	return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** How many days from one day to another; negative when it comes before. */
export function daysBetween(from: string, to: string): number {
	return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** Whether a day exists in the calendar, whatever the zone. */
export const isDay = (day: string) => instantIn('UTC', day, '12:00') !== null;

/** Whether the zone is one this machine knows. */
export function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return zone.includes('/') || zone === 'UTC';
	} catch {
		return false;
	}
}

// Making a format takes a hundred times as long as using it: each is made once. There are as many as zones are shown.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(locale: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = JSON.stringify([locale, style]);
	const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, style);
	formats.set(key, made);
	return made;
}

const zoneNames: Record<string, string> = { 'Asia/Seoul': 'KST', 'Asia/Tokyo': 'JST', UTC: 'UTC' };

/** The zone's short name: `KST`, otherwise its offset at that instant, `GMT+1`. */
export function zoneName(zone: string, instant: Date): string {
	const parts = formatIn('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(instant);
	return zoneNames[zone] ?? parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** How many minutes the clocks of a zone are ahead of another's at an instant; negative when they are behind. */
export function minutesAhead(zone: string, of: string, instant: Date): number {
	const [here, there] = [zone, of].map(
		(name) => Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(name).offsetNanoseconds
	);
	return Math.round((here! - there!) / 60_000_000_000);
}

/**
 * An instant as people write it, weekday and zone included: `2026-11-30(월) 18:00 KST`, `Mon 30 Nov 2026, 18:00 KST`.
 * With `endOfDay`, midnight is written as 24:00 of the day it ends.
 */
export function written(instant: Date, zone: string, locale: 'ko' | 'en', endOfDay = false): string {
	const { day, time } = clockIn(zone, instant, endOfDay);
	return `${writtenDay(day, locale)}${locale === 'ko' ? ' ' : ', '}${time} ${zoneName(zone, instant)}`;
}

/** A day as people write it: `2026-11-30(월)`, `Mon 30 Nov 2026`. */
export function writtenDay(day: string, locale: 'ko' | 'en'): string {
	const noon = new Date(`${day}T12:00:00Z`);
	const weekday = formatIn(locale, { weekday: 'short', timeZone: 'UTC' }).format(noon);
	if (locale === 'ko') return `${day}(${weekday})`;
	const rest = formatIn('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
	return `${weekday} ${rest.format(noon)}`;
}

/** The month and day of an instant in a zone, where there is little room: `11/30`, `30 Nov`. */
export function shortDay(instant: Date, zone: string, locale: 'ko' | 'en', endOfDay = false): string {
	const { day } = clockIn(zone, instant, endOfDay);
	return locale === 'ko' ? `${Number(day.slice(5, 7))}/${Number(day.slice(8))}` : shortDate(day, locale);
}

/** The month and day of a day: `11월 30일`, `30 Nov`. */
export function shortDate(day: string, locale: 'ko' | 'en'): string {
	const style = { month: locale === 'ko' ? 'long' : 'short', day: 'numeric', timeZone: 'UTC' } as const;
	return formatIn(locale === 'ko' ? 'ko' : 'en-GB', style).format(new Date(`${day}T12:00:00Z`));
}

/** An instant to the millisecond, as a receipt says it: `2026-11-30(월) 17:59:59.123 KST`. */
export function writtenExactly(instant: Date, zone: string, locale: 'ko' | 'en'): string {
	const { day } = clockIn(zone, instant);
	const milliseconds = String(instant.getUTCMilliseconds()).padStart(3, '0');
	const time = `${clockToSecond(instant, zone)}.${milliseconds}`;
	return `${writtenDay(day, locale)}${locale === 'ko' ? ' ' : ', '}${time} ${zoneName(zone, instant)}`;
}

/** The clock time of an instant in a zone, to the second: `14:03:21`. */
export function clockToSecond(instant: Date, zone: string): string {
	const style = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
	return formatIn('en-GB', style).format(instant);
}

/** An instant for machines in the clock time of a zone, with how far that is ahead: `2026-11-30T18:00+09:00`. */
export function stampIn(zone: string, instant: Date): string {
	const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
	return local.toString({ timeZoneName: 'never', smallestUnit: 'minute' });
}
