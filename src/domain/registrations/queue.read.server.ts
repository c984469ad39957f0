import type { Db, Reader } from '#lib/db.server.ts';
import { remembering } from '#lib/remember.server.ts';
import { isSignedBy, publicKeyFor, signed, signingKey } from '#lib/signing.server.ts';
import * as rules from './queue.rules.ts';

/** A queue with what its register says of it. */
export type Queue = {
	sessionId: string;
	comesAt: Date;
	opensAt: Date;
	closesAt: Date;
	aMinute: number;
	seed: Buffer;
	orderedAt: Date | null;
	present: number;
	newest: number;
	houseMost: number;
};

/** The queue of a session's register, or undefined where one registers without waiting. */
export async function queueOf(db: Reader, sessionId: string): Promise<Queue | undefined> {
	const row = await db
		.selectFrom('registers')
		.innerJoin('queues', 'queues.session_id', 'registers.session_id')
		.select(['registers.session_id as sessionId', 'queue_opens_at as comesAt', 'opens_at as opensAt'])
		.select(['closes_at as closesAt', 'admits_a_minute as aMinute', 'seed', 'ordered_at as orderedAt'])
		.select(['present', 'newest', 'house_most'])
		.select((eb) =>
			eb
				.selectFrom('place_kinds')
				.select((kinds) => kinds.fn.sum<number | null>('capacity').as('places'))
				.whereRef('place_kinds.session_id', '=', 'registers.session_id')
				.as('places')
		)
		.where('registers.session_id', '=', sessionId)
		.executeTakeFirst();
	if (!row?.comesAt) return undefined;
	const { comesAt, house_most, places, ...rest } = row;
	return { ...rest, comesAt, houseMost: house_most ?? rules.houseMostFor(places ?? 0) };
}

export type Place = { id: string; mark: string; position: number | null; seen_at: Date };

/** A person's place in a queue, if they have one. */
export function placeOf(db: Reader, sessionId: string, personId: string): Promise<Place | undefined> {
	return db
		.selectFrom('queue_places')
		.select(['id', 'mark', 'position', 'seen_at'])
		.where('session_id', '=', sessionId)
		.where('person_id', '=', personId)
		.executeTakeFirst();
}

/** How many have a place in a queue. */
export async function waitingIn(db: Reader, sessionId: string): Promise<number> {
	const { count } = await db
		.selectFrom('queue_places')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('session_id', '=', sessionId)
		.executeTakeFirstOrThrow();
	return count;
}

/** The same, as it was at most five seconds ago: everybody who waits asks with it. */
export const waitingAbout = remembering(5_000, (db: Reader, sessionId) => waitingIn(db, sessionId));

/** The published order of those present at the opening; undefined before it. */
export async function orderOf(db: Reader, queue: Queue) {
	if (!queue.orderedAt) return undefined;
	const rows = await db
		.selectFrom('queue_places')
		.select(['mark', 'house', 'position'])
		.where('session_id', '=', queue.sessionId)
		.where('position', '<=', queue.present)
		.orderBy('position')
		.execute();
	return rules.publicOrder(
		queue,
		rows.map((row) => ({ ...row, position: row.position! }))
	);
}

/** What lets a place in whose turn it is: signed, for this session, for a quarter of an hour. */
export async function admissionFor(
	db: Db,
	{ sessionId, placeId }: { sessionId: string; placeId: string },
	at: Date
): Promise<string> {
	const said = rules.saidByAdmission(sessionId, placeId, at.getTime() + rules.admittedMs);
	return `${said}.${signed(said, await signingKey(db, rules.admissionPurpose, at))}`;
}

/** Who was let in to register, and with which address. */
export type Admission = { placeId: string; personId: string; email: string };

/**
 * Whether somebody may register now: null where the register has no queue; else whose admission it is. Refuses whoever
 * has none, one of another session, one that has run out or that somebody has written themselves; and everybody while
 * the queue cannot be asked.
 */
export async function admittedOrRefuse(
	db: Reader,
	sessionId: string,
	token: string | undefined,
	at: Date
): Promise<Admission | null> {
	try {
		if (!(await queueOf(db, sessionId))) return null;
	} catch {
		throw rules.queueUncounted(); // not to know is to say no: otherwise a rush that breaks the store is let in whole
	}
	const placeId = await placeIn(db, sessionId, token, at);
	if (!placeId) throw rules.queueFirst();
	const place = await db
		.selectFrom('queue_places')
		.innerJoin('people', 'people.id', 'person_id')
		.select(['queue_places.id as placeId', 'people.id as personId', 'email'])
		.where('queue_places.id', '=', placeId)
		.where('session_id', '=', sessionId)
		.where('position', 'is not', null)
		.executeTakeFirst();
	if (!place) throw rules.queueFirst();
	return place;
}

/** The place in the queue by which somebody registers, or null where there is no queue. Refuses as `admittedOrRefuse` does. */
export async function letIn(
	db: Reader,
	sessionId: string,
	token: string | undefined,
	at: Date
): Promise<string | null> {
	return (await admittedOrRefuse(db, sessionId, token, at))?.placeId ?? null;
}

async function placeIn(db: Reader, sessionId: string, token = '', at: Date): Promise<string | undefined> {
	const cut = token.lastIndexOf('.');
	const [, session, placeId, until] = token.slice(0, cut).split('.');
	if (cut < 0 || session !== sessionId || !(Number(until) > at.getTime())) return undefined;
	const key = await publicKeyFor(db, rules.admissionPurpose);
	const isOurs = key !== undefined && isSignedBy(key, token.slice(0, cut), token.slice(cut + 1));
	return isOurs ? placeId : undefined;
}

/** A queue as its host sees it: how many came, were there at the opening, and have had their turn by now. */
export async function queueAtDesk(db: Reader, queue: Queue, at: Date) {
	const all = await waitingIn(db, queue.sessionId);
	const since = new Date(at.getTime() - rules.presentMs);
	const { here, positioned } = await db
		.selectFrom('queue_places')
		.select((eb) => [
			eb.fn.countAll<number>().filterWhere('seen_at', '>', since).as('here'),
			eb.fn.count<number>('position').as('positioned')
		])
		.where('session_id', '=', queue.sessionId)
		.executeTakeFirstOrThrow();
	const minutes = (at.getTime() - queue.opensAt.getTime()) / 60_000;
	const turns = minutes < 0 ? 0 : Math.min(positioned, Math.floor(minutes * queue.aMinute) + 1);
	return { all, here, present: queue.present, positioned, turns };
}
