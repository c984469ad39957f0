import type { Selectable } from 'kysely';
import type { Delegates, Hosts, Stops, Tours } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';

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

export const tourNotFound = () => refusal('unknown', 'tours.not-found');
export const stopNotFound = () => refusal('unknown', 'tours.stop-not-found');
