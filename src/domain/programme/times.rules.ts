import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import { dayAfter } from '#lib/zone.ts';

type Named = { day: string; from: string; to: string };

/** The hours a day and two clock times name in a zone; an end that is not after the start is on the next day. */
export function hoursIn(zone: string, { day, from, to }: Named): { starts_at: Date; ends_at: Date } {
	const starts_at = instantIn(zone, day, from);
	if (!starts_at) throw fieldsRefused({ from: 'calls.no-such-time' });
	const ends_at = instantIn(zone, to > from ? day : dayAfter(day, 1), to);
	if (!ends_at) throw fieldsRefused({ to: 'calls.no-such-time' });
	return { starts_at, ends_at };
}

/** One instant by a day and a clock time of a zone; the names of its fields begin with `name`. */
export function momentIn(zone: string, { day, time }: { day: string; time: string }, name = ''): Date {
	const at = instantIn(zone, day, time);
	if (!at) throw fieldsRefused({ [`${name}time`]: 'calls.no-such-time' });
	return at;
}
