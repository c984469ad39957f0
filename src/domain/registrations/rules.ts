import type { Selectable } from 'kysely';
import type { PlaceKinds, Registers, Registrations } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';

/** How places are given: to whoever comes first; by the host, one by one; by a sealed draw. */
export const manners = ['arrival', 'approval', 'lot'] as const;
export type Manner = (typeof manners)[number];

/** Who may register for a kind of place: anyone, or the accredited press. */
export const audiences = ['anyone', 'press'] as const;
export type PlaceAudience = (typeof audiences)[number];

export type Register = Selectable<Registers>;
export type PlaceKind = Selectable<PlaceKinds>;
export type Registration = Selectable<Registrations>;

export const states = [
	...(['held', 'asked', 'waiting', 'offered'] as const),
	...(['registered', 'refused', 'expired', 'cancelled'] as const)
];
export type RegistrationState = (typeof states)[number];

/** How many places of a kind nobody holds, is offered or has. */
export const left = ({ capacity, overbooked, taken }: Pick<PlaceKind, 'capacity' | 'overbooked' | 'taken'>): number =>
	capacity + overbooked - taken;

export const noRegister = () => refusal('unknown', 'registrations.no-register');
export const registrationNotFound = () => refusal('unknown', 'registrations.not-found');
