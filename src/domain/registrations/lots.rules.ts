import { refusal } from '#lib/refusal.ts';

/** What an entrant's digest is made of: which registration it is, and nothing of who made it. */
export const saidOfEntrant = (registrationId: string) => `madang/registration/v1 ${registrationId}`;

/** From the seal to the beacon's round, at least: long enough that nobody can know the round while sealing. */
export const beaconLeadMinutes = 5;

export const noDraw = () => refusal('unknown', 'registrations.no-draw');
export const sealedAlready = () => refusal('conflict', 'registrations.sealed');
