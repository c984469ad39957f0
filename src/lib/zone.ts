/** The start of a day that exists, as UTC has it. */
function midnightOf(day: string): number {
	if (!isDay(day)) throw new RangeError('there is no such day');
	return Date.parse(day);
}

const dayMs = 86_400_000;

/** By how much the clocks of a zone are ahead of UTC's at an instant, to the second. */
function aheadMs(zone: string, at: number): number {
	const second = Math.floor(at / 1000) * 1000;
	const [, date, month, year, time] = clock.exec(formatIn('en-GB', 'exactly', zone).format(second))!;
	const wholeYear = year!.length > 4 ? `+${year!.padStart(6, '0')}` : year!.padStart(4, '0');
	return Date.parse(`${wholeYear}-${month}-${date}T${time}Z`) - second;
}

/** Day and clock time of an instant in a zone, for a form. An end of day may be shown as 24:00 of the day before. */
export function clockIn(zone: string, instant: Date, endOfDay = false): { day: string; time: string } {
	const key = `${instant.getTime()} ${zone}`;
	const { day, time } = told.get(key) ?? tellClock(zone, instant, key);
	if (!endOfDay || time !== '00:00') return { day, time };
	return { day: clockIn(zone, new Date(instant.getTime() - minuteMs)).day, time: '24:00' };
}

// A page tells the same few instants again and again, and looking one up takes a tenth of the time of telling it.
const told = new Map<string, { day: string; time: string }>();
const mostTold = 5_000;

function tellClock(zone: string, instant: Date, key: string) {
	// 30/11/2026, 18:00: taken apart here in a third of the time that its parts take.
	const [, date, month, year, time] = clock.exec(formatIn('en-GB', 'clock', zone).format(instant))!;
	const made = { day: `${year!.padStart(4, '0')}-${month}-${date}`, time: time! };
	if (told.size >= mostTold) told.clear();
	told.set(key, made);
	return made;
}

const clock = /^(\d+)\/(\d+)\/(\d+), (.+)$/;
const minuteMs = 60_000;

/** The day so many days after a day (before it, where negative). */
export function dayAfter(day: string, days: number): string {
	return new Date(midnightOf(day) + days * dayMs).toISOString().split('T')[0]!;
}

/** How many days from one day to another; negative when it comes before. */
export function daysBetween(from: string, to: string): number {
	return (midnightOf(to) - midnightOf(from)) / dayMs;
}

/** Whether a day exists in the calendar, whatever the zone. */
export function isDay(day: string): boolean {
	const midnight = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : NaN;
	// The 30th of February is read as a day of March.
	return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}

/** Whether the zone is one this machine knows. */
export function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return zone.includes('/') || zone === 'UTC';
	} catch {
		return false;
	}
}

const clockTime = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const styles = {
	clock: { year: 'numeric', month: '2-digit', day: '2-digit', ...clockTime },
	exactly: { year: 'numeric', month: '2-digit', day: '2-digit', ...clockTime, second: '2-digit' },
	seconds: { ...clockTime, second: '2-digit' },
	ahead: { timeZoneName: 'shortOffset' },
	weekday: { weekday: 'short' },
	date: { day: 'numeric', month: 'short', year: 'numeric' },
	monthAndDay: { day: 'numeric', month: 'short' },
	wholeMonthAndDay: { day: 'numeric', month: 'long' }
} satisfies Record<string, Intl.DateTimeFormatOptions>;

// Making a format takes a hundred times as long as using it: each is made once. There are as many as zones are shown.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(locale: string, style: keyof typeof styles, timeZone = 'UTC'): Intl.DateTimeFormat {
	const key = `${style} ${locale} ${timeZone}`;
	const known = formats.get(key);
	if (known) return known;
	const made = new Intl.DateTimeFormat(locale, { ...styles[style], timeZone });
	formats.set(key, made);
	return made;
}

const zoneNames: Record<string, string> = { 'Asia/Seoul': 'KST', 'Asia/Tokyo': 'JST', UTC: 'UTC' };

/** The zone's short name: `KST`, otherwise its offset at that instant, `GMT+1`. */
export function zoneName(zone: string, instant: Date): string {
	if (zoneNames[zone]) return zoneNames[zone];
	const parts = formatIn('en', 'ahead', zone).formatToParts(instant);
	return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** How many minutes the clocks of a zone are ahead of another's at an instant; negative when they are behind. */
export function minutesAhead(zone: string, of: string, instant: Date): number {
	const [here, there] = [zone, of].map((name) => aheadMs(name, instant.getTime()));
	return Math.round((here! - there!) / minuteMs);
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
	const weekday = formatIn(locale, 'weekday').format(noon);
	return locale === 'ko' ? `${day}(${weekday})` : `${weekday} ${formatIn('en-GB', 'date').format(noon)}`;
}

/** The month and day of an instant in a zone, where there is little room: `11/30`, `30 Nov`. */
export function shortDay(instant: Date, zone: string, locale: 'ko' | 'en', endOfDay = false): string {
	const { day } = clockIn(zone, instant, endOfDay);
	return locale === 'ko' ? `${Number(day.slice(5, 7))}/${Number(day.slice(8))}` : shortDate(day, locale);
}

/** The month and day of a day: `11월 30일`, `30 Nov`. */
export function shortDate(day: string, locale: 'ko' | 'en'): string {
	const format = locale === 'ko' ? formatIn('ko', 'wholeMonthAndDay') : formatIn('en-GB', 'monthAndDay');
	return format.format(new Date(`${day}T12:00:00Z`));
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
	return formatIn('en-GB', 'seconds', zone).format(instant);
}

/** An instant for machines in the clock time of a zone, with how far that is ahead: `2026-11-30T18:00+09:00`. */
export function stampIn(zone: string, instant: Date): string {
	const ahead = Math.round(aheadMs(zone, instant.getTime()) / minuteMs);
	const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60].map((one) =>
		String(one).padStart(2, '0')
	);
	const { day, time } = clockIn(zone, instant);
	return `${day}T${time}${ahead < 0 ? '-' : '+'}${hours}:${minutes}`;
}
