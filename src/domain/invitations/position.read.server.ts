import type { Reader } from '#lib/db.server.ts';
import type { InCall } from '#domain/people/rules.ts';
import { placesSince, type PlacesSince } from './moves.read.server.ts';
import {
	dropOutShare,
	reserveList,
	standingOf,
	timesInvited,
	trials,
	type DropOut,
	type Holding,
	type ReserveList,
	type Standing
} from './position.rules.ts';

/** One who was ahead in the same group and has moved up: when, and where that left the reader. */
export type Step = { at: Date; place: number };

/** Where a reserve stands and what its chance is; `share` is of 1, or null while too few have answered to tell. */
export type Position = Standing & { first: number; steps: Step[]; dropOut: DropOut; share: number | null };

/** The asking applicant's position on the reserve list, or null for whoever is not waiting on it. */
export async function positionOf(db: Reader, who: InCall): Promise<Position | null> {
	const places = await placesSince(db, who.callId);
	const mine = places && (await lotOf(db, who, places));
	// Of a joint draw everybody waits for their own stops: there is no one list to stand in.
	if (!places || !mine || places.transcript.seal.rules.stops) return null;
	const list = reserveList(places.transcript);
	const away = new Set([...places.since.taken, ...places.since.out]);
	const standing = standingOf(list, away, mine);
	if (!standing) return null;
	const ofKind = list.order.filter((lot) => list.kindOf.get(lot) === list.kindOf.get(mine));
	const ahead = new Set(ofKind.slice(0, ofKind.indexOf(mine)));
	const moved = places.invitations.filter(
		({ id, came_from }) => came_from === 'reserve' && ahead.has(places.lotOf.get(id)!)
	);
	// Who withdrew ahead is counted out from the start: when they did is theirs to know.
	const first = standing.place + moved.length;
	const steps = moved.map(({ invited_at }, index) => ({ at: invited_at, place: first - index - 1 }));
	return { ...standing, first, steps, ...chanceOf(places, { mine, away, list }) };
}

type Asked = { mine: number; away: Set<number>; list: ReturnType<typeof reserveList> };

function chanceOf(places: PlacesSince, { mine, away, list }: Asked): { dropOut: DropOut; share: number | null } {
	const { invitations } = places;
	const answered = invitations.filter(({ state }) => state !== 'invited');
	const dropOut = { left: answered.filter(({ state }) => state !== 'accepted').length, of: answered.length };
	const share = dropOutShare(dropOut);
	if (share === null) return { dropOut, share };
	const lots = (some: typeof invitations) => some.flatMap(({ id }) => places.lotOf.get(id) || []);
	const holding = {
		staying: lots(invitations.filter(({ state }) => state === 'accepted')),
		leaving: lots(
			invitations.filter(({ state, moved_on }) => !moved_on && (state === 'declined' || state === 'lapsed'))
		),
		open: lots(invitations.filter(({ state }) => state === 'invited'))
	};
	const waiting = list.order.filter((lot) => !away.has(lot));
	const ask = { list, waiting, holding, share };
	return { dropOut, share: rememberedTimes(places.invitations[0]!.call_id, ask).get(mine)! / trials };
}

type Trial = { list: ReserveList; waiting: number[]; holding: Holding; share: number };

// The trials say it for every reserve at once, and the same until somebody replies or moves: hundreds may come and look.
const remembered = new Map<string, { state: string; times: Map<number, number> }>();

function rememberedTimes(callId: string, { list, waiting, holding, share }: Trial): Map<number, number> {
	const state = JSON.stringify([waiting, holding, share]);
	const known = remembered.get(callId);
	if (known?.state === state) return known.times;
	const times = timesInvited(list, waiting, holding, share);
	remembered.set(callId, { state, times });
	return times;
}

async function lotOf(db: Reader, who: InCall, { byLot }: PlacesSince): Promise<number | null> {
	const own = await db
		.selectFrom('applications')
		.select('id')
		.where('call_id', '=', who.callId)
		.where('applicant_id', '=', who.personId)
		.executeTakeFirst();
	for (const [lot, { application_id, outcome }] of byLot) {
		if (application_id === own?.id && outcome === 'reserve') return lot;
	}
	return null;
}
