import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import { clockIn } from '#lib/zone.ts';
import { clockTime, type Typed } from '#domain/calls/dates.rules.ts';
import type { Register } from './rules.ts';

type Hours<Instant> = { opens: Instant; closes: Instant };

/** How a register is to be run, with its hours as instants of a zone. Refuses a time that its summer time skips. */
export function runIn<Rest extends object>({ opens, closes, ...rest }: Hours<Typed> & Rest, zone: string) {
	const [opens_at, closes_at] = [opens, closes].map(({ day, time }) => instantIn(zone, day, clockTime(time)));
	if (!opens_at) throw fieldsRefused({ 'opens.time': 'calls.no-such-time' });
	if (!closes_at) throw fieldsRefused({ 'closes.time': 'calls.no-such-time' });
	return { ...rest, opens_at, closes_at };
}

/** The hours of a register as its form shows them; of a new one, from now until the day before its session. */
export function typedHours(
	register: Pick<Register, 'opens_at' | 'closes_at'> | null,
	{ zone, startsAt, now }: { zone: string; startsAt: Date; now: Date }
): Hours<Typed> {
	const before = new Date(startsAt.getTime() - 86_400_000);
	return {
		opens: clockIn(zone, register?.opens_at ?? now),
		closes: clockIn(zone, register?.closes_at ?? before, true)
	};
}
