import { randomBytes, randomUUID } from 'node:crypto';
import { arrivalsOf } from '../sample/arrivals.ts';
import type { Db } from '#lib/db.server.ts';
import { words } from './world.ts';

/** A register for a session of the sample that opens at an instant, for everybody. */
export async function plantRegister(db: Db, slug: string, opens_at: Date): Promise<string> {
	const session = await db.selectFrom('sessions').select('id').where('slug', '=', slug).executeTakeFirstOrThrow();
	const closes_at = new Date(opens_at.getTime() + 9 * 86_400_000);
	const made_at = new Date(opens_at.getTime() - 86_400_000);
	await db.insertInto('registers').values({ session_id: session.id, opens_at, closes_at, made_at }).execute();
	const kind = { session_id: session.id, position: 0, name: { ko: '일반', en: 'Public' }, capacity: 80 };
	await db.insertInto('place_kinds').values(kind).execute();
	return session.id;
}

/** A queue for a session's register, open from `comesAt` on, that lets so many in a minute. */
export async function plantQueue(db: Db, sessionId: string, { comesAt, aMinute }: { comesAt: Date; aMinute: number }) {
	const register = db.updateTable('registers').where('session_id', '=', sessionId);
	await register.set({ queue_opens_at: comesAt, admits_a_minute: aMinute }).execute();
	const somebody = await db.selectFrom('people').select('id').executeTakeFirstOrThrow();
	const seal = { session_id: sessionId, seed: randomBytes(32), sealed_at: comesAt, sealed_by: somebody.id };
	await db.insertInto('queues').values(seal).execute();
}

type Playing = { slug: string; from: Date; until: Date; hourMs: number };

/**
 * Plays arrivals as they were on a real day at a door of a session of the sample: of nine in ten of its tickets, as far
 * as they came until an instant; one in eight leaves an hour's share later. Answers how many came.
 */
export async function playArrivals(db: Db, { slug, from, until, hourMs }: Playing): Promise<number> {
	const session = await db.selectFrom('sessions').select('id').where('slug', '=', slug).executeTakeFirstOrThrow();
	const tickets = await db
		.selectFrom('tickets')
		.select('id')
		.where('session_id', '=', session.id)
		.where('revoked_at', 'is', null)
		.orderBy('code')
		.execute();
	const coming = tickets.slice(0, Math.floor(tickets.length * 0.9));
	const read = await doorOf(db, session.id, from);
	const moves = arrivalsOf(coming.length, hourMs).flatMap((after, nth) => [
		{ ticket_id: coming[nth]!.id, way: 'entry', at: new Date(from.getTime() + after) },
		...(nth % 8 === 7
			? [{ ticket_id: coming[nth]!.id, way: 'exit', at: new Date(from.getTime() + after + hourMs) }]
			: [])
	]);
	const gone = moves.filter(({ at }) => at <= until);
	if (gone.length > 0) await db.insertInto('check_ins').values(gone.map(read)).execute();
	return gone.filter(({ way }) => way === 'entry').length;
}

async function doorOf(db: Db, session_id: string, at: Date) {
	const { id: made_by } = await db.selectFrom('people').select('id').executeTakeFirstOrThrow();
	const until = new Date(at.getTime() + 86_400_000);
	const { id: door_id } = await db
		.insertInto('doors')
		.values({ session_id, name: words('Main'), opens_at: at, closes_at: until, made_at: at, made_by })
		.returning('id')
		.executeTakeFirstOrThrow();
	const { id: device_id } = await db
		.insertInto('door_devices')
		.values({ door_id, name: 'Phone', enrol_until: until, salt: 's', made_at: at, made_by })
		.returning('id')
		.executeTakeFirstOrThrow();
	return (move: { ticket_id: string; way: string; at: Date }) => ({
		...{ ...move, nonce: randomUUID(), device_id, door_id, session_id, said: '', was_let: true },
		...{ device_at: move.at, ahead_ms: 0, received_at: move.at }
	});
}
