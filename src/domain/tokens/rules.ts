import { refusal } from '#lib/refusal.ts';

/** What a program may be let read, and write, each by itself. */
export const areas = [
	...(['tours', 'calls', 'applications', 'reviews', 'draws', 'invitations'] as const),
	...(['programme', 'questions', 'registrations', 'doors', 'records'] as const)
] as const;
export type Area = (typeof areas)[number];

export const ways = ['read', 'write'] as const;
export type Right = `${Area}.${(typeof ways)[number]}`;
export const rights = areas.flatMap((area) => ways.map((way): Right => `${area}.${way}`));

/** For how many days a token may be made out. None is for ever: who forgets one loses it. */
export const lifetimes = [7, 30, 90, 365] as const;

/** How often a token may ask within a minute. */
export const mostPerMinute = 300;
/** How long the answer to a request with a key is kept, and how long since when an address reads the same. */
export const answersKeptHours = 24;
export const sightsKeptDays = 30;

/** What every token begins with, so that one that got out is found by who looks for such things. */
export const tokenPrefix = 'mdg_';

/** The secret a request shows: `Bearer mdg_…`, or `Token mdg_…` as others write it; undefined where it shows none of ours. */
export function shownToken(authorization: string | null): string | undefined {
	return /^(?:Bearer|Token) +(mdg_[\w-]{43})$/i.exec(authorization ?? '')?.[1];
}

export type TokenState = 'good' | 'expired' | 'revoked';

export function tokenState(token: { expires_at: Date; revoked_at: Date | null }, at: Date): TokenState {
	if (token.revoked_at) return 'revoked';
	return token.expires_at > at ? 'good' : 'expired';
}

/** A key as a request may name one for itself: what can be typed in a header, and is not over long. */
export const isKey = (key: string) => /^[\x21-\x7e]{1,255}$/.test(key);

export const tokenRefused = () => refusal('unproven', 'tokens.refused');
export const rightMissing = (right: Right) => refusal('forbidden', 'tokens.right-missing', { right });
export const tokenNotFound = () => refusal('unknown', 'tokens.not-found');
export const tooOften = (waitS: number) => refusal('busy', 'tokens.too-often', { waitS });
export const uncounted = () => refusal('busy', 'tokens.uncounted');
export const keyUnfit = () => refusal('invalid', 'tokens.key-unfit');
export const keyOfOther = () => refusal('invalid', 'tokens.key-of-other');
export const keyInHand = () => refusal('conflict', 'tokens.key-in-hand');
