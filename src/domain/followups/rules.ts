import { refusal } from '#lib/refusal.ts';

/** The two who may go on together: the guest, by its office, and an applicant. */
export const sides = ['guest', 'applicant'] as const;
export type Side = (typeof sides)[number];

export const otherSide = (side: Side): Side => (side === 'guest' ? 'applicant' : 'guest');

/** What a side would do: put money in, come and see, build together, use the guest's platform, come to the guest. */
export const offerKinds = ['invest', 'visit', 'build', 'platform', 'come'] as const;
export type OfferKind = (typeof offerKinds)[number];

/** Who acts for which side of a follow-up: a person who signed in, or whoever holds the link that was sent. */
export type Party = {
	side: Side;
	applicationId: string;
	callId: string;
	hostId: string;
	personId: string | null;
};

/** An offer as the other side may read it: neither its note nor where it can be reached. */
export type ShownOffer = { kinds: OfferKind[]; gives: string; seeks: string; saved_at: Date };

/** Where a follow-up stands between the two, as far as a page must know. */
export type Consent = { side: Side; agreed_at: Date; text_version: number };

export const followupNotFound = () => refusal('unknown', 'followups.not-found');
export const offerChanged = () => refusal('conflict', 'followups.offer-changed');
export const offerFirst = () => refusal('conflict', 'followups.offer-first');
export const contactFirst = () => refusal('conflict', 'followups.contact-first');
export const otherTextAgreed = () => refusal('conflict', 'followups.other-text');
