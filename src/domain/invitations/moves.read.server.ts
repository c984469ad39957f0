import type { Reader } from '#lib/db.server.ts';
import type { Transcript } from '#draw';
import { drawOfCall, transcriptText } from '#domain/draws/read.server.ts';
import { movesUp, type FreePlace, type Move, type SinceDraw } from './places.rules.ts';
import { invitationsOf, outcomesOf, type Invitation, type Outcome } from './read.server.ts';
import { isFree } from './rules.ts';

/** A call's places since its draw: the sealed draw, every invitation and outcome, and what has become of the lots. */
export type PlacesSince = {
	transcript: Transcript;
	invitations: Invitation[];
	byLot: Map<number, Outcome>;
	lotOf: Map<string, number>;
	since: SinceDraw;
};

/** What has become of a call's places since it was drawn, or null before. */
export async function placesSince(db: Reader, callId: string): Promise<PlacesSince | null> {
	const draw = await drawOfCall(db, callId);
	if (draw?.state !== 'conducted') return null;
	const [invitations, outcomes] = [await invitationsOf(db, callId), await outcomesOf(db, draw.id)];
	const transcript = JSON.parse(await transcriptText(db, draw.id)) as Transcript;
	const byLot = new Map(outcomes.map((outcome) => [outcome.lot, outcome]));
	const lotOf = new Map(invitations.map(({ id, because }) => [id, because.lot ?? 0]));
	const lots = (some: Invitation[]) => some.flatMap(({ id }) => lotOf.get(id) || []);
	const taken = lots(invitations.filter(({ came_from }) => came_from === 'reserve'));
	const gone = lots(invitations.filter(({ moved_on }) => moved_on));
	// Whoever withdrew or was erased is not among the outcomes any more.
	const out = transcript.result.reserves.filter((lot) => !byLot.has(lot) && !taken.includes(lot));
	return { transcript, invitations, byLot, lotOf, since: { taken, gone, out } };
}

/** The places that are free for a reserve at `at`. */
export function freePlaces({ invitations, lotOf }: PlacesSince, at: Date): FreePlace[] {
	return invitations.flatMap((one) => {
		const [lot, freedAt] = [lotOf.get(one.id), one.lapsed_at ?? one.replied_at];
		if (!lot || !freedAt || !isFree(one, at)) return [];
		return [{ id: one.id, lot, how: one.state === 'lapsed' ? ('lapsed' as const) : ('declined' as const), freedAt }];
	});
}

/** Who would move up into each place that is free at `at`, and why. */
export function movesAt(places: PlacesSince, at: Date): Move[] {
	const free = freePlaces(places, at);
	return free.length ? movesUp(places.transcript, places.since, free) : [];
}

/** Who moves up now, and after them whoever will when those who have just declined cannot take it back any more. */
export function comingMoves(places: PlacesSince, at: Date): { now: Move[]; soon: Move[] } {
	const now = movesAt(places, at);
	const free = new Set(now.map(({ place }) => place.id));
	const pending = places.invitations.flatMap((one): FreePlace[] => {
		const [lot, freedAt] = [places.lotOf.get(one.id), one.replied_at];
		const isPending = one.state === 'declined' && !one.moved_on && !isFree(one, at) && !free.has(one.id);
		return isPending && lot && freedAt ? [{ id: one.id, lot, how: 'declined', freedAt }] : [];
	});
	if (pending.length === 0) return { now, soon: [] };
	const taken = [...places.since.taken, ...now.flatMap(({ next }) => next.lot ?? [])];
	const gone = [...places.since.gone, ...now.map(({ place }) => place.lot)];
	return { now, soon: movesUp(places.transcript, { ...places.since, taken, gone }, pending) };
}
