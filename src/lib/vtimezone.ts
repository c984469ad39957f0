import { Temporal } from 'temporal-polyfill';

/**
 * A zone's definition for a calendar (RFC 5545 §3.6.5): each of its changes from a year before `from` to a year after
 * `to`, written out one by one, so that no reader has to know the zone by its name. Lines without their ends.
 */
export function zoneLines(zone: string, from: Date, to: Date): string[] {
	const year = 366 * 86_400_000;
	let at = Temporal.Instant.fromEpochMilliseconds(from.getTime() - year).toZonedDateTimeISO(zone);
	const last = to.getTime() + year;
	const parts = [part(at, at.offset)];
	for (;;) {
		const next: Temporal.ZonedDateTime | null = at.getTimeZoneTransition('next');
		if (!next || next.epochMilliseconds > last || parts.length > 200) break;
		parts.push(part(next, next.subtract({ seconds: 1 }).offset));
		at = next;
	}
	return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...parts.flat(), 'END:VTIMEZONE'];
}

// A change is dated by the clock that was in force before it.
function part(at: Temporal.ZonedDateTime, before: string): string[] {
	const local = at.toInstant().toZonedDateTimeISO(before).toPlainDateTime();
	const offsets = [1, 7].map((month) => at.with({ month, day: 1 }).offsetNanoseconds);
	const isSummer = at.offsetNanoseconds > Math.min(...offsets);
	const kind = isSummer ? 'DAYLIGHT' : 'STANDARD';
	const colonless = (offset: string) => offset.replaceAll(':', '');
	return [
		...[`BEGIN:${kind}`, `DTSTART:${localStamp(local)}`],
		...[`TZOFFSETFROM:${colonless(before)}`, `TZOFFSETTO:${colonless(at.offset)}`, `END:${kind}`]
	];
}

/** An instant as a zone's clock shows it: `20261210T093000`. */
export function stampIn(zone: string, at: Date): string {
	return localStamp(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime());
}

const localStamp = (at: Temporal.PlainDateTime) => at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
