import type { Reader } from '#lib/db.server.ts';
import type { Transcript } from '#draw';
import { drawOfCall, transcriptText } from '#domain/draws/read.server.ts';
import { countsSince } from '#domain/draws/voids.read.server.ts';
import { movesUp, type FreePlace, type Move, type SinceDraw } from './places.rules.ts';
import { gatheringOf, invitationsOf, outcomesOf, type Invitation, type Outcome } from './read.server.ts';
import { hasBegun, isFree } from './rules.ts';

/** A call's places since its draw: the sealed draw, every invitation and outcome, and what has become of the lots. */
export type PlacesSince = {
	transcript: Transcript;
	invitations: Invitation[];
	byLot: Map<number, Outcome>;
	lotOf: Map<string, number>;
	/** Where it is held: of a joint draw each of its stops by its address, otherwise the call's own. */
	gatherings: { slug: string | null; starts_on: string; time_zone: string }[];
	stopIds: Map<string, string>;
	since: SinceDraw;
};

/** What has become of a call's places since it was drawn, or null before. */
export async function placesSince(db: Reader, callId: string): Promise<PlacesSince | null> {
	const draw = await drawOfCall(db, callId);
	if (draw?.state !== 'conducted') return null;
	const outcomes = await outcomesOf(db, draw.id);
	const { invitations, lotOf, held } = await placesOf(db, callId, outcomes);
	const { call } = await gatheringOf(db, { call_id: callId });
	const slugOf = new Map(call.stops.map(({ stop_id, slug }) => [stop_id, slug]));
	const transcript = JSON.parse(await transcriptText(db, draw.id)) as Transcript;
	const byLot = new Map(outcomes.map((outcome) => [outcome.lot, outcome]));
	const lots = (some: Invitation[]) => some.flatMap(({ id }) => lotOf.get(id) || []);
	const taken = lots(invitations.filter(({ came_from }) => came_from === 'reserve'));
	const gone = lots(invitations.filter(({ moved_on }) => moved_on));
	// Whoever withdrew or was erased is not among the outcomes any more; who is invited by a void draw has a place already.
	const isOut = (lot: number) => !byLot.has(lot) || held.includes(byLot.get(lot)!.application_id);
	const out = transcript.result.reserves.filter((lot) => isOut(lot) && !taken.includes(lot));
	const movedTo = new Map(
		invitations
			.filter(({ came_from, stop_id }) => came_from === 'reserve' && stop_id)
			.map(({ id, stop_id }) => [lotOf.get(id)!, slugOf.get(stop_id!)!] as const)
	);
	return {
		...{ transcript, invitations, byLot, lotOf, since: { taken, gone, out, movedTo } },
		gatherings: call.stops.length ? call.stops : [{ ...call.stop, slug: null }],
		stopIds: new Map(call.stops.map(({ slug, stop_id }) => [slug, stop_id]))
	};
}

/**
 * The invitations that are places of this draw, with their lots: those that went out by it, and those that stand from one
 * that was made void where this draw drew them too. `held` are the applications with any that stand from before.
 */
async function placesOf(db: Reader, callId: string, outcomes: Outcome[]) {
	const [all, since] = [await invitationsOf(db, callId), await countsSince(db, callId)];
	const isBefore = (one: Invitation) => since !== null && one.invited_at <= since;
	const drawn = outcomes.filter(({ outcome }) => outcome === 'drawn');
	const lots = new Map(drawn.map(({ application_id, lot }) => [application_id, lot]));
	const lotOf = new Map(
		all.map((one) => [one.id, (isBefore(one) ? lots.get(one.application_id) : one.because.lot) ?? 0])
	);
	return {
		...{ lotOf, held: all.filter(isBefore).map(({ application_id }) => application_id) },
		invitations: all
			.filter((one) => !isBefore(one) || lots.has(one.application_id))
			.map((one) => (isBefore(one) ? { ...one, came_from: 'draw' } : one))
	};
}

/** Whether no place moves on any more, for the gathering has begun: of a joint draw, that at every stop. */
export function isEveryBegun({ gatherings }: PlacesSince, at: Date): boolean {
	return gatherings.every((one) => hasBegun(one, at));
}

/** The places that are free for a reserve at `at`, where the gathering has not begun. */
export function freePlaces(places: PlacesSince, at: Date): FreePlace[] {
	const { invitations, lotOf } = places;
	return invitations.flatMap((one) => {
		const stop = stopOf(places, one);
		if (places.gatherings.some(({ slug, ...when }) => slug === stop && hasBegun(when, at))) return [];
		const [lot, freedAt] = [lotOf.get(one.id), one.lapsed_at ?? one.replied_at];
		if (!lot || !freedAt || !isFree(one, at)) return [];
		return [
			{ id: one.id, lot, how: one.state === 'lapsed' ? ('lapsed' as const) : ('declined' as const), freedAt, stop }
		];
	});
}

function stopOf({ stopIds }: PlacesSince, { stop_id }: Invitation): string | null {
	return [...stopIds].find(([, id]) => id === stop_id)?.[0] ?? null;
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
		const stop = stopOf(places, one);
		return isPending && lot && freedAt ? [{ id: one.id, lot, how: 'declined', freedAt, stop }] : [];
	});
	if (pending.length === 0) return { now, soon: [] };
	const taken = [...places.since.taken, ...now.flatMap(({ next }) => next.lot ?? [])];
	const gone = [...places.since.gone, ...now.map(({ place }) => place.lot)];
	const moved = now.flatMap(({ place, next }) => (next.lot && place.stop ? [[next.lot, place.stop] as const] : []));
	const movedTo = new Map([...places.since.movedTo, ...moved]);
	return { now, soon: movesUp(places.transcript, { ...places.since, taken, gone, movedTo }, pending) };
}
