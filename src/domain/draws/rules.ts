import type { Selectable } from 'kysely';
import type { DrawResults, Draws, Lots, Seals, Witnesses } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';

export type Draw = Selectable<Draws>;
export type Lot = Selectable<Lots>;
export type SealRow = Selectable<Seals>;
export type ResultRow = Selectable<DrawResults>;

/** A witness as everybody may see them: never the token's hash. */
export type Witness = Pick<
	Selectable<Witnesses>,
	'id' | 'position' | 'name' | 'commitment' | 'committed_at' | 'reveal' | 'revealed_at'
>;

/** Where a draw stands: witnesses still promise; sealed and waiting for its randomness; done for good. */
export type DrawState = 'prepared' | 'sealed' | 'conducted';

/** The state of a draw from the rows it has left. */
export function stateOf(draw: { sealed_at: Date | null; conducted_at: Date | null }): DrawState {
	if (draw.conducted_at) return 'conducted';
	return draw.sealed_at ? 'sealed' : 'prepared';
}

/** From the seal to the beacon's round, at least: long enough that nobody can know the round while sealing. */
export const beaconLeadMinutes = 5;

export const mostWitnesses = 5;

/** The witnesses who have still to promise (before the seal) or to reveal (after it). */
export function awaited(witnesses: readonly Witness[], state: DrawState): Witness[] {
	if (state === 'conducted') return [];
	return witnesses.filter((witness) => (state === 'prepared' ? !witness.commitment : !witness.reveal));
}

/**
 * Whether a sealed draw may be conducted at `at`: its moment has come, and without a beacon every witness has
 * revealed. With one, whoever holds a secret back is named and the draw goes on without it.
 */
export function isDue(
	draw: { conduct_after: Date | null; uses_beacon: boolean },
	witnesses: readonly Witness[],
	at: Date
): boolean {
	if (!draw.conduct_after || at < draw.conduct_after) return false;
	return draw.uses_beacon || awaited(witnesses, 'sealed').length === 0;
}

/** What a draw counts as: its call's own, a rehearsal, or one that was made void. */
export type DrawTag = 'draw' | 'rehearsal' | 'void';

/** The public address of a call's draw after so many that were made void, which keep theirs. */
export function nextDrawSlug(callSlug: string, voids: number): string {
	return voids === 0 ? drawSlug(callSlug) : `${callSlug}-draw-${voids + 1}`;
}

/** The public address of a call's draw; of a rehearsal, one that says so. `verify` is a page of its own. */
export function drawSlug(callSlug: string, rehearsal?: number): string {
	const slug = callSlug === 'verify' ? 'verify-draw' : callSlug;
	return rehearsal === undefined ? slug : `${slug}-rehearsal-${rehearsal}`;
}

export const drawNotFound = () => refusal('unknown', 'draws.not-found');
export const notFrozen = () => refusal('conflict', 'draws.not-frozen');
export const alreadySealed = () => refusal('conflict', 'draws.already-sealed');
export const lookalikesWaiting = (count: number) => refusal('conflict', 'draws.lookalikes-waiting', { count });
export const notCompared = () => refusal('conflict', 'draws.not-compared');
export const standingsChanged = () => refusal('conflict', 'draws.standings-changed');
export const alreadyConducted = () => refusal('conflict', 'draws.already-conducted');
export const drawVoid = () => refusal('conflict', 'draws.void');
export const conductFirst = () => refusal('conflict', 'draws.conduct-first');
export const notSealed = () => refusal('conflict', 'draws.not-sealed');
export const notDue = () => refusal('conflict', 'draws.not-due');
export const notPrepared = () => refusal('conflict', 'draws.not-prepared');
export const noRandomness = () => refusal('invalid', 'draws.no-randomness');
export const beaconSilent = () => refusal('busy', 'draws.beacon-silent');
export const promiseMissing = (names: string) => refusal('conflict', 'draws.promise-missing', { names });
export const alreadyRevealed = () => refusal('conflict', 'draws.already-revealed');
export const revealDiffers = () => refusal('invalid', 'draws.reveal-differs');
export const revealTooLate = () => refusal('conflict', 'draws.reveal-too-late');
/** The rules cannot be met with these entrants; `why` says it in both languages. */
export const cannotBeDrawn = (why: Words) => refusal('conflict', 'draws.cannot-be-drawn', why);
