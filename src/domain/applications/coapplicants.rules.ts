import type { Selectable } from 'kysely';
import type { Coapplicants } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';

/** Somebody invited to apply together, as pages see them: never the token's hash. */
export type Coapplicant = Omit<Selectable<Coapplicants>, 'token_hash'>;

/** How many may apply together with whoever leads, and how many may ever be asked: each is a letter to somebody. */
export const mostCoapplicants = 5;
export const mostAsked = 15;
export const daysToAnswer = 14;

export type CoapplicantState = 'invited' | 'expired' | 'accepted' | 'declined';

/** Where somebody who was invited stands at `at`. */
export function coapplicantState(
	one: Pick<Coapplicant, 'accepted_at' | 'declined_at' | 'expires_at'>,
	at: Date
): CoapplicantState {
	if (one.accepted_at) return 'accepted';
	if (one.declined_at) return 'declined';
	return at < one.expires_at ? 'invited' : 'expired';
}

export const coapplicantNotFound = () => refusal('unknown', 'applications.coapplicant-not-found');
export const invitedAlready = () => refusal('conflict', 'applications.coapplicant-invited');
export const tooManyTogether = () => refusal('conflict', 'applications.coapplicant-too-many');
export const yourself = () => refusal('invalid', 'applications.coapplicant-yourself');
export const linkOver = () => refusal('conflict', 'applications.coapplicant-link-over');
export const notAccepted = () => refusal('conflict', 'applications.coapplicant-not-accepted');
export const leadHasOwn = () => refusal('conflict', 'applications.lead-has-own');
export const notOffered = () => refusal('conflict', 'applications.lead-not-offered');
