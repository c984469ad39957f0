import type { Seal } from '#draw';
import { refusal } from '#lib/refusal.ts';

/** What an entrant's digest is made of: which registration it is, and nothing of who made it. */
export const saidOfEntrant = (registrationId: string) => `madang/registration/v1 ${registrationId}`;

/** From the seal to the beacon's round, at least: long enough that nobody can know the round while sealing. */
export const beaconLeadMinutes = 5;

/** How a draw of places stands: how many are in it, for how many places, and everybody's chance in per cent. */
export type LotStand = { entrants: number; places: number; percent: number | null };

/**
 * The chance of one of `entrants` for `places`, in per cent with one decimal at most. Null where some bring others along
 * (`people` are more): whether a group fits then depends on who was drawn before it.
 */
export function standOf({ entrants, people, places }: { entrants: number; people: number; places: number }): LotStand {
	const isAlone = entrants > 0 && people === entrants;
	const percent = isAlone ? Math.min(100, Math.floor((1000 * places) / entrants) / 10) : null;
	return { entrants, places, percent };
}

/** What a seal says of its draw to whoever reads the page. */
export function saidBySeal(text: string): { entrants: number; places: number; round: number | null } {
	const { roster, rules, randomness } = JSON.parse(text) as Seal;
	return { entrants: roster.size, places: rules.places, round: randomness.beacon?.round ?? null };
}

export const noDraw = () => refusal('unknown', 'registrations.no-draw');
export const sealedAlready = () => refusal('conflict', 'registrations.sealed');
