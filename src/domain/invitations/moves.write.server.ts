import { together, type Db, type Tx } from '#lib/db.server.ts';
import { noteAll } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { isEveryBegun, movesAt, placesSince, type PlacesSince } from './moves.read.server.ts';
import { movesShown, type Move } from './places.rules.ts';
import { heldCall } from './read.server.ts';
import { begun, movesChanged, type Because } from './rules.ts';
import { settingsOf } from './settings.read.server.ts';
import { leaveInvitations, type ToInvite } from './write.server.ts';

/**
 * Leaves an invitation for the next reserve in each place that is free, by the sealed rule: the first in reserve order
 * who keeps the quotas. Each says in whose place and why. Where nobody is left, the place stays free. Answers with how
 * many; none where an organiser moves places on, and once the gathering has begun.
 */
export function fillPlaces(db: Db, callId: string, at: Date): Promise<number> {
	return together(db, async (tx) => {
		await heldCall(tx, callId);
		if ((await settingsOf(tx, callId)).moves_by === 'organiser') return 0;
		const places = await placesSince(tx, callId);
		if (!places || nobodyLeft(places)) return 0;
		return leaveMoves(tx, { callId, by: null, places, moves: movesAt(places, at) }, at);
	});
}

/**
 * Moves up whom the organiser was shown, as they were shown: `shown` is `movesShown` of the list. Refuses when it is not
 * what it was, for somebody has declined, replied or moved since, and once the gathering has begun. Answers with how many.
 */
export function moveUp(db: Db, who: Organiser, shown: string, at: Date): Promise<number> {
	return together(db, async (tx) => {
		await heldCall(tx, who.callId);
		const places = await placesSince(tx, who.callId);
		if (places && isEveryBegun(places, at)) throw begun();
		const moves = places ? movesAt(places, at) : [];
		if (!places || shown === '' || movesShown(moves) !== shown) throw movesChanged();
		return leaveMoves(tx, { callId: who.callId, by: who.personId, places, moves }, at);
	});
}

const nobodyLeft = ({ transcript, since }: PlacesSince) =>
	since.taken.length + since.out.length >= transcript.result.reserves.length;

type Moving = { callId: string; by: string | null; places: PlacesSince; moves: Move[] };

async function leaveMoves(tx: Tx, { callId, by, places, moves }: Moving, at: Date): Promise<number> {
	const toInvite = moves.flatMap((move): ToInvite[] => {
		const outcome = places.byLot.get(move.next.lot ?? 0);
		const inPlaceOf = move.place.id;
		const stopId = places.stopIds.get(move.place.stop ?? '') ?? null;
		return outcome ? [{ outcome, cameFrom: 'reserve', because: whyMoved(move), inPlaceOf, stopId }] : [];
	});
	if (toInvite.length === 0) return 0;
	await leaveInvitations(tx, callId, { toInvite, sendAt: at }, at);
	await noteAll(
		tx,
		toInvite.map(({ inPlaceOf, because }) => {
			const detail = { lot: because.lot, inPlaceOf: because.inPlaceOf, passedOver: because.passedOver };
			return { at, by, callId, verb: 'reserve.moved-up' as const, about: inPlaceOf ?? '', detail };
		})
	);
	return toInvite.length;
}

function whyMoved({ place: { lot, how }, next, passed }: Move): Because {
	const passedOver = passed.map((one) => one.lot);
	return { lot: next.lot ?? 0, inPlaceOf: { lot, how }, rule: next.says, passedOver, keepsQuotas: next.keepsQuotas };
}
