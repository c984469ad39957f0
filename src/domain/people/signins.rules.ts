import { refusal } from '#lib/refusal.ts';
import type { GivenRole, Role } from './rules.ts';

/** How a sign-in came about. */
export const ways = ['code', 'passkey', 'totp', 'recovery', 'provider'] as const;
export type Way = (typeof ways)[number];

/** Who works for a host. Press and the guest's side are let in by a mail's code alone. */
export const staffRoles: readonly Role[] = ['organiser', 'reviewer', 'moderator', 'steward', 'auditor'];

/** In a sign-in that has lasted so long, or has lain idle so long, the roles of those who work for a host fall asleep. */
export const staffHours = 12;
export const idleHours = 3;

/** How often it is written down that a sign-in is in use, ms: of who works for a host often, of others once a day. */
const seenEveryMs = { staff: 5 * 60_000, others: 20 * 3_600_000 };

/** A sign-in as far as it decides which roles count in it; by a provider, the host whose provider it is. */
export type SignInShown = { way: Way; host_id: string | null; staff_until: Date | null };

/** A role as it is kept: whether its host asks for more than a mail's code. */
export type KeptRole = GivenRole & { isGuarded: boolean };

/** Whether a sign-in has shown more than a mail's code by what is the person's own, and lately. */
export function isStrong({ way, staff_until }: SignInShown, at: Date): boolean {
	return ['passkey', 'totp', 'recovery'].includes(way) && isFresh(staff_until, at);
}

/**
 * Whether a role counts in a sign-in. Where the host asks for more, the roles of those who work for it count in a strong
 * sign-in, or in one by the host's own provider, while it is fresh.
 */
export function countsIn(signIn: SignInShown, role: KeptRole, at: Date): boolean {
	if (!role.isGuarded || !staffRoles.includes(role.role)) return true;
	return isStrong(signIn, at) || (signIn.host_id === role.hostId && isFresh(signIn.staff_until, at));
}

const isFresh = (until: Date | null, at: Date) => until !== null && at < until;

/** Until when roles that ask for more count in a sign-in in use at `at`. */
export function staffUntil(signedInAt: Date, at: Date): Date {
	return new Date(Math.min(at.getTime() + idleHours * 3_600_000, signedInAt.getTime() + staffHours * 3_600_000));
}

/** Whether it should be written down that a sign-in is in use. */
export function isDueToSee(
	{
		signInId,
		seenAt,
		roles,
		asleep
	}: { signInId: string | null; seenAt?: Date | null; roles: unknown[]; asleep?: unknown[] },
	at: Date
): boolean {
	if (!signInId) return false;
	const everyMs = roles.length || asleep?.length ? seenEveryMs.staff : seenEveryMs.others;
	return !seenAt || at.getTime() - seenAt.getTime() >= everyMs;
}

/** Where it is told that a sign-in has ended, and that a person's roles have: streams opened by them end with it. */
export const signInTopic = (id: string) => `sign-in/${id}`;
export const rolesTopic = (personId: string) => `roles/${personId}`;

/** What a stream of this visitor ends with. */
export function endTopics({ person, signInId }: { person: { id: string } | null; signInId: string | null }): string[] {
	return [...(person ? [rolesTopic(person.id)] : []), ...(signInId ? [signInTopic(signInId)] : [])];
}

/** What a person can show besides a mail's code, and whether there is anything. */
export type Factors = { passkeys: number; hasTotp: boolean; recoveryLeft: number };
export const hasFactor = ({ passkeys, hasTotp }: Factors) => passkeys > 0 || hasTotp;

export const totpMinutes = 15;
export const recoveryCodes = 10;
/** Wrong codes of an app or of recovery: so many within ten minutes, and within a day. */
export const mostTries = { soon: 5, daily: 20 };

/** Six digits are an app's; anything else would be a recovery code. */
export const isTotp = (code: string) => /^\d{6}$/.test(code);

export const wrongSecond = () => refusal('invalid', 'people.wrong-second');
export const tooManyTries = () => refusal('busy', 'people.too-many-tries');
export const totpHeld = () => refusal('conflict', 'people.totp-held');
export const totpNotOffered = () => refusal('conflict', 'people.totp-not-offered');
