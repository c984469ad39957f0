import type { Selectable } from 'kysely';
import type { Erasures } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';
import { clockIn, dayAfter } from '#lib/zone.ts';
import { keptDays } from '#domain/calls/terms.rules.ts';
import type { Call, Term } from '#domain/calls/rules.ts';

/** What was destroyed: how many rows of what, when, by which rule. */
export type Erasure = Selectable<Erasures>;

/** What a destruction counts, in the order in which it is told. */
export const erasedKinds = [
	...([
		'accounts',
		'sign-ins',
		'applications',
		'receipts',
		'files',
		'guardians',
		'coapplicants',
		'organisations'
	] as const),
	...(['attendees', 'accreditations', 'evidence', 'comments', 'letters', 'questions'] as const),
	...(['registrations', 'tickets', 'quotes', 'drafts'] as const)
] as const;
export type ErasedKind = (typeof erasedKinds)[number];

type Ending = Pick<Call, 'draw_at'> & { conductedAt: Date | null; zone: string };

/**
 * The day a call's data is destroyed, where it is held: so many days as its terms say after the day its selection ended,
 * which is the day of its draw, as it was or as it is planned. Null where no term says days.
 */
export function destroyedOn(
	{ draw_at, conductedAt, zone }: Ending,
	terms: Pick<Term, 'kind' | 'is_required' | 'keep_days'>[]
): string | null {
	const days = keptDays(terms);
	return days === null ? null : dayAfter(clockIn(zone, conductedAt ?? draw_at).day, days);
}

/** One of a person's applications, as far as it decides whether their data may go. */
export type Held = {
	isSubmitted: boolean;
	drawAt: Date;
	conductedAt: Date | null;
	/** The stop's last day and zone, while a place there is offered or taken. */
	invitedUntil: { day: string; zone: string } | null;
};

const longestWaitMs = 90 * 86_400_000;

/**
 * Whether an application is in a call that still runs: submitted, and not yet drawn, or with a place at a stop to come.
 * A call whose draw is three months late is not waited for.
 */
export function isRunning({ isSubmitted, drawAt, conductedAt, invitedUntil }: Held, at: Date): boolean {
	if (!isSubmitted) return false;
	if (!conductedAt) return at.getTime() < drawAt.getTime() + longestWaitMs;
	return invitedUntil !== null && clockIn(invitedUntil.zone, at).day <= invitedUntil.day;
}

export const stillRunning = () => refusal('conflict', 'erasures.still-running');
export const hasRoles = () => refusal('conflict', 'erasures.has-roles');
export const callRuns = (count: number) => refusal('conflict', 'erasures.call-runs', { count });
export const laterFirst = () => refusal('conflict', 'erasures.later-first');
export const alreadyDeleted = () => refusal('conflict', 'erasures.already-deleted');
export const erasureNotFound = () => refusal('unknown', 'erasures.not-found');

/** One who was erased, as it is kept outside the store. */
export const tombstone = ({ id, erased_at }: { id: string; erased_at: Date }) =>
	`${JSON.stringify({ person: id, erased_at: erased_at.toISOString() })}\n`;

/** The ids and instants in a list of those who were erased; a line cut short is none. */
export function tombstonesIn(list: string): { person: string; erased_at: Date }[] {
	const form = /^\{"person":"([0-9a-f-]{36})","erased_at":"([0-9TZ:.-]+)"\}$/gm;
	return [...list.matchAll(form)].map(([, person, at]) => ({ person: person!, erased_at: new Date(at!) }));
}
