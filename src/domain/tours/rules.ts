import type { Selectable } from 'kysely';
import type { Delegates, Hosts, Stops, Tours } from '#db/tables.ts';
import { fieldsRefused, refusal } from '#lib/refusal.ts';
import { clockIn, daysBetween } from '#lib/zone.ts';

export type Tour = Selectable<Tours>;
export type Delegate = Selectable<Delegates>;
export type Stop = Selectable<Stops>;
/** A stop with who invites to it; a stop may still be looking for its host. */
export type HostedStop = Stop & { host: Selectable<Hosts> | null };

/** A tour with its delegation, the principal first, and its stops in the order of the journey. */
export type WholeTour = Tour & { delegates: Delegate[]; stops: HostedStop[] };

/** Whether a stop is over, under way or ahead on `day` (of the stop's own zone). */
export function stopOn(stop: Pick<Stop, 'starts_on' | 'ends_on'>, day: string): 'past' | 'now' | 'ahead' {
	if (stop.ends_on < day) return 'past';
	return stop.starts_on <= day ? 'now' : 'ahead';
}

/** Where a stop stands in its journey; of those ahead, the first is the next. */
export type Standing = 'past' | 'now' | 'next' | 'ahead';
type Dated = Pick<Stop, 'id' | 'starts_on' | 'ends_on' | 'time_zone'>;

/** Where each stop stands at an instant, by its own zone's day, by its id. */
export function standings(stops: Dated[], at: Date): Map<string, Standing> {
	const all = new Map<string, Standing>(stops.map((stop) => [stop.id, stopOn(stop, clockIn(stop.time_zone, at).day)]));
	const ahead = stops.filter(({ id }) => all.get(id) === 'ahead');
	const next = ahead.toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : a.starts_on > b.starts_on ? 1 : 0))[0];
	return next ? all.set(next.id, 'next') : all;
}

/** How many days it is until a stop begins, by its own calendar: 1 on the day before. */
export function daysToStop(stop: Pick<Stop, 'starts_on' | 'time_zone'>, at: Date): number {
	return daysBetween(clockIn(stop.time_zone, at).day, stop.starts_on);
}

export const tourNotFound = () => refusal('unknown', 'tours.not-found');
export const stopNotFound = () => refusal('unknown', 'tours.stop-not-found');
export const zoneInUse = () => fieldsRefused({ time_zone: 'tours.zone-in-use' });
export const delegateNotFound = () => refusal('unknown', 'tours.delegate-not-found');
export const delegateNamed = () => refusal('conflict', 'tours.delegate-named');
