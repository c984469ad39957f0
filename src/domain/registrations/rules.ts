import type { Selectable } from 'kysely';
import type { PlaceKinds, Registers, Registrations } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';
import type { Locale, Words } from '#lib/words.ts';
import { clockIn, dayAfter } from '#lib/zone.ts';
import type { Visitor } from '#domain/people/rules.ts';

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

/** In these states an address is in a register, once. */
export const liveStates = ['asked', 'waiting', 'offered', 'registered'] as const satisfies RegistrationState[];
/** In these states a registration counts in what is taken. */
export const countedStates = ['held', 'offered', 'registered'] as const satisfies RegistrationState[];

export const isLive = (state: string): boolean => (liveStates as readonly string[]).includes(state);
export const isCounted = (state: string): boolean => (countedStates as readonly string[]).includes(state);

/**
 * Who comes to a register: a person or nobody in particular, by their browser's secret, in their language; and, where
 * there is a queue, with what let them in.
 */
export type Coming = { visitor: Visitor; browser: string; locale: Locale; admission?: string | undefined };

/** The session people register for, as far as they and their letters must know it. */
export type Talk = {
	id: string;
	slug: string;
	call_id: string | null;
	stop_id: string;
	title: Words;
	starts_at: Date;
	ends_at: Date;
	time_zone: string;
	hall: Words | null;
	host_id: string;
	host: Words;
};

/** How many places of a kind nobody holds, is offered or has. */
export const left = ({ capacity, overbooked, taken }: Pick<PlaceKind, 'capacity' | 'overbooked' | 'taken'>): number =>
	capacity + overbooked - taken;

type Hours = Pick<Register, 'opens_at' | 'closes_at'>;

/** Open from the first instant of `opens_at` up to, and not including, `closes_at`. */
export const isOpen = ({ opens_at, closes_at }: Hours, at: Date): boolean => opens_at <= at && at < closes_at;

/** Until when places are held that are asked for now. */
export const heldUntil = ({ hold_minutes }: Pick<Register, 'hold_minutes'>, at: Date): Date =>
	new Date(at.getTime() + hold_minutes * 60_000);

/** Until when an offer stands that is made now: so many hours, but not longer than until the session begins. */
export function offeredUntil(
	{ offer_hours }: Pick<Register, 'offer_hours'>,
	talk: { starts_at: Date },
	at: Date
): Date {
	return new Date(Math.min(at.getTime() + offer_hours * 3_600_000, talk.starts_at.getTime()));
}

/** So many days after its end, what was said to register for a session is destroyed. */
const keptDays = 90;

/** The day on which what somebody says to register is destroyed. */
export const keptUntil = ({ ends_at, time_zone }: Pick<Talk, 'ends_at' | 'time_zone'>): string =>
	dayAfter(clockIn(time_zone, ends_at).day, keptDays);

export const noRegister = () => refusal('unknown', 'registrations.no-register');
export const registrationNotFound = () => refusal('unknown', 'registrations.not-found');
export const kindNotFound = () => refusal('unknown', 'registrations.kind-not-found');
export const notOpenYet = (opensAt: Date) =>
	refusal('conflict', 'registrations.not-open-yet', { opensAt: opensAt.toISOString() });
export const registerClosed = () => refusal('conflict', 'registrations.closed');
export const onlyPress = () => refusal('forbidden', 'registrations.only-press');
export const tooManyCompanions = (most: number) => refusal('invalid', 'registrations.too-many-companions', { most });
export const notByArrival = () => refusal('conflict', 'registrations.not-by-arrival');
export const holdExpired = () => refusal('conflict', 'registrations.hold-expired');
export const offerOver = () => refusal('conflict', 'registrations.offer-over');
export const turnTaken = () => refusal('conflict', 'registrations.turn-taken');
export const notNow = () => refusal('conflict', 'registrations.not-now');
export const begun = () => refusal('conflict', 'registrations.begun');
export const fewerThanTaken = (least: number) => refusal('conflict', 'registrations.fewer-than-taken', { least });
export const mannerFixed = () => refusal('conflict', 'registrations.manner-fixed');
export const closesTooLate = () => refusal('conflict', 'registrations.closes-too-late');
export const noRoom = () => refusal('conflict', 'registrations.no-room');
export const already = () => refusal('conflict', 'registrations.already');
/** Others are being served: whoever asks again in a moment is. Nothing is said of what is left. */
export const placesBusy = () => refusal('busy', 'registrations.busy', { retryAfterS: 2 });
