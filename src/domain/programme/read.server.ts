import type { Reader } from '#lib/db.server.ts';
import { segmentNotFound, sessionNotFound, type Segment, type Session, type WholeSession } from './rules.ts';

/** A session by its address, whatever its visibility: who may see it is asked behind this. Refuses when there is none. */
export async function sessionBySlug(db: Reader, slug: string): Promise<WholeSession> {
	const session = await db
		.selectFrom('sessions')
		.selectAll()
		.where('slug', '=', slug)
		.executeTakeFirstOrThrow(sessionNotFound);
	return (await whole(db, [session]))[0]!;
}

/** The sessions of a stop with all they are made of, in the order of the day. */
export async function sessionsOf(db: Reader, stopId: string): Promise<WholeSession[]> {
	const sessions = await db
		.selectFrom('sessions')
		.selectAll()
		.where('stop_id', '=', stopId)
		.orderBy('starts_at')
		.orderBy('slug')
		.execute();
	return whole(db, sessions);
}

async function whole(db: Reader, sessions: Session[]): Promise<WholeSession[]> {
	if (sessions.length === 0) return [];
	const stopIds = [...new Set(sessions.map(({ stop_id }) => stop_id))];
	const ids = sessions.map(({ id }) => id);
	const [stops, halls, segments] = await Promise.all([
		db.selectFrom('stops').select(['id', 'host_id', 'time_zone']).where('id', 'in', stopIds).execute(),
		db.selectFrom('halls').selectAll().where('stop_id', 'in', stopIds).execute(),
		segmentsOf(db, ids)
	]);
	return sessions.map((session) => {
		const stop = stops.find(({ id }) => id === session.stop_id)!;
		return {
			...session,
			hall: halls.find(({ id }) => id === session.hall_id) ?? null,
			segments: segments.filter(({ session_id }) => session_id === session.id),
			host_id: stop.host_id ?? '',
			time_zone: stop.time_zone
		};
	});
}

/** The segments of these sessions in their order, each with when it began and ended by its newest marks. */
export async function segmentsOf(db: Reader, sessionIds: string[]): Promise<Segment[]> {
	const rows = await db
		.selectFrom('segments')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('segment_marks')
					.select(['mark', 'marked_at'])
					.whereRef('segment_id', '=', 'segments.id')
					.orderBy('segment_marks.id', 'desc')
					.limit(1)
					.as('newest'),
			(join) => join.onTrue()
		)
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('segment_marks')
					.select('marked_at as begun_at')
					.whereRef('segment_id', '=', 'segments.id')
					.where('mark', '=', 'begin')
					.orderBy('segment_marks.id', 'desc')
					.limit(1)
					.as('begun'),
			(join) => join.onTrue()
		)
		.selectAll('segments')
		.select(['mark', 'marked_at', 'begun_at'])
		.where('session_id', 'in', sessionIds)
		.orderBy('session_id')
		.orderBy('segments.position')
		.execute();
	return rows.map(({ mark, marked_at, begun_at, ...segment }) => ({
		...segment,
		began_at: mark === 'begin' || mark === 'end' ? begun_at : null,
		ended_at: mark === 'end' ? marked_at : null
	}));
}

/** The session a segment is part of. Refuses a segment that is not there. */
export async function sessionOfSegment(db: Reader, segmentId: string): Promise<WholeSession> {
	const session = await db
		.selectFrom('sessions')
		.innerJoin('segments', 'segments.session_id', 'sessions.id')
		.selectAll('sessions')
		.where('segments.id', '=', segmentId)
		.executeTakeFirstOrThrow(segmentNotFound);
	return (await whole(db, [session]))[0]!;
}
