import type { Selectable } from 'kysely';
import type { Calls, Criteria, Fields, Hosts, Quotas, Stops, Terms, Tracks } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';

export type Call = Selectable<Calls>;
export type Track = Selectable<Tracks>;
export type Field = Selectable<Fields>;
export type Term = Selectable<Terms>;
export type Criterion = Selectable<Criteria>;
export type Quota = Selectable<Quotas>;

/** A call with all it is made of. */
export type WholeCall = Call & {
	stop: Selectable<Stops>;
	host: Selectable<Hosts>;
	tracks: Track[];
	fields: Field[];
	terms: Term[];
	criteria: Criterion[];
	quotas: Quota[];
};

/** Open from the first instant of `opens_at` up to, and not including, `closes_at`. A draft is never open. */
export function isOpen(call: Pick<Call, 'opens_at' | 'closes_at' | 'published_at'>, at: Date): boolean {
	return call.published_at !== null && call.opens_at <= at && at < call.closes_at;
}

export const callClosed = () => refusal('conflict', 'calls.closed');
export const callNotOpenYet = () => refusal('conflict', 'calls.not-open-yet');
export const callNotFound = () => refusal('unknown', 'calls.not-found');
