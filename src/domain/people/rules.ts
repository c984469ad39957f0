import { refusal } from '#lib/refusal.ts';
import type { Locale } from '#lib/words.ts';

export const roles = ['organiser', 'reviewer', 'moderator', 'steward', 'press', 'guest', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** What a person may be, for a whole host (`callId` null) or for one call of it. */
export type GivenRole = { role: Role; hostId: string; callId: string | null };

export type Person = { id: string; email: string; name: string; locale: Locale };

/**
 * Who is asking: a signed-in person with the roles that count in this sign-in, or nobody in particular. Roles that would
 * count once they have shown more are asleep. `isStrong`: they have shown it, with what is their own.
 */
export type Visitor = {
	person: Person | null;
	roles: GivenRole[];
	asleep?: GivenRole[];
	signInId: string | null;
	seenAt?: Date | null;
	isStrong?: boolean;
};

export const nobody: Visitor = { person: null, roles: [], signInId: null };

declare const minted: unique symbol;
type Proof<What extends string> = { readonly [minted]: What; readonly personId: string };

/** Proof that somebody is signed in. */
export type SignedIn = Proof<'signed-in'>;
/** Proof that a person is at what they sign in with: by which sign-in, and whether it has shown more than a mail's code. */
export type Keeper = Proof<'keeper'> & { readonly signInId: string | null; readonly isStrong: boolean };
/** Proof that a person may apply in this call, for themselves. */
export type Applicant = Proof<'applicant'> & { readonly callId: string };
/** Whose application in which call is meant: no proof, all that reads need to know. */
export type InCall = Pick<Applicant, 'personId' | 'callId'>;
/** Proof that a person organises this call. */
export type Organiser = Proof<'organiser'> & { readonly callId: string; readonly hostId: string };
/** Proof that a person organises for this host. */
export type HostOrganiser = Proof<'host-organiser'> & { readonly hostId: string };
/** Proof that a person is of the office of the guest this host invites. */
export type GuestOffice = Proof<'guest-office'> & { readonly hostId: string };
/** Proof that a person organises or audits for this host. */
export type HostAuditor = Proof<'host-auditor'> & { readonly hostId: string };
/** Proof that a person reviews in this call; what is assigned to them is decided by the store. */
export type Reviewer = Proof<'reviewer'> & { readonly callId: string };
/** Proof that a person may read what an auditor reads of this call. */
export type Auditor = Proof<'auditor'> & { readonly callId: string };
/** Proof that a person moderates a session of this host; the call is the session's, or none. */
export type Moderator = Proof<'moderator'> & { readonly callId: string | null; readonly hostId: string };
/** Proof that a person organises this session: who minds its doors and tickets; the call is the session's, or none. */
export type SessionOrganiser = Proof<'session-organiser'> & { readonly callId: string | null; readonly hostId: string };

/** A call as far as the gate must know it. */
export type CallAtGate = { id: string; host_id: string };

/** A session as far as the gate must know it: who hosts it, and the call it belongs to, if any. */
export type SessionAtGate = { host_id: string; call_id: string | null };

/** A visitor as they would be had they shown more: with the roles that are asleep. */
export function awake(visitor: Visitor): Visitor {
	return { ...visitor, roles: [...visitor.roles, ...(visitor.asleep ?? [])], asleep: [] };
}

/** The hosts a visitor organises for as a whole, each once. */
export function hostsOrganised(visitor: Visitor): string[] {
	const whole = visitor.roles.filter(({ role, callId }) => role === 'organiser' && callId === null);
	return [...new Set(whole.map(({ hostId }) => hostId))];
}

/** Whether the visitor has the role at this session: at its host, or in its call. */
export function hasRoleAt(visitor: Visitor, role: Role, session: SessionAtGate): boolean {
	return visitor.roles.some(
		(given) =>
			given.role === role &&
			given.hostId === session.host_id &&
			(given.callId === null || given.callId === session.call_id)
	);
}

/** Whether the visitor has the role for this call, by the call itself or by its host. */
export function hasRole(visitor: Visitor, role: Role, call: CallAtGate): boolean {
	return visitor.roles.some(
		(given) =>
			given.role === role && given.hostId === call.host_id && (given.callId === null || given.callId === call.id)
	);
}

/** An address as it is kept: no space around, lower case, and a host in other letters in the form that mail travels by. */
export function normalEmail(text: string): string {
	const plain = text.normalize('NFKC').trim().toLowerCase();
	const [, name, host] = /^([^@\s]+)@([^@\s/?#:\\]*[^\0-\x7f][^@\s/?#:\\]*)$/.exec(plain) ?? [];
	if (!name || !host || !URL.canParse(`http://${host}`)) return plain;
	return `${name}@${new URL(`http://${host}`).hostname}`;
}

export const codeMinutes = 10;
export const codesPerHour = 6;
export const signInDays = 14;

export const signInFirst = () => refusal('forbidden', 'people.sign-in-first');
export const secondFactorFirst = () => refusal('forbidden', 'people.second-factor-first');
export const notFound = () => refusal('unknown', 'people.not-found');
export const wrongCode = (triesLeft: number) => refusal('invalid', 'people.wrong-code', { triesLeft });
export const codeExpired = () => refusal('invalid', 'people.code-expired');
export const otherBrowser = () => refusal('invalid', 'people.other-browser');
export const tooManyCodes = () => refusal('busy', 'people.too-many-codes');
export const passkeyRefused = () => refusal('forbidden', 'people.passkey-refused');
export const hostTaken = () => refusal('conflict', 'people.host-taken');
export const roleHeld = () => refusal('conflict', 'people.role-held');
export const roleHasNoEnd = () => refusal('conflict', 'people.role-has-no-end');
export const ownRole = () => refusal('conflict', 'people.own-role');
