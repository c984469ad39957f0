import { sql } from 'kysely';
import type { Words } from '#db/kinds.ts';
import type { Reader } from '#lib/db.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { consentsOf } from './consents.read.server.ts';
import type { Consent } from './public.rules.ts';
import { sessionsOf } from './read.server.ts';
import { sessionNotFound, type Hall } from './rules.ts';
import type { Around, Bound } from './warnings.rules.ts';

/** The halls of a stop in their order. */
export function hallsOf(db: Reader, stopId: string): Promise<Hall[]> {
	return db.selectFrom('halls').selectAll().where('stop_id', '=', stopId).orderBy('position').execute();
}

/** The stop's draft as its desk edits it: every session with its segments and who speaks in it. */
export async function draftOf(db: Reader, stopId: string) {
	const [sessions, parts] = await Promise.all([sessionsOf(db, stopId), partsOf(db, stopId)]);
	return sessions.map(({ extra: _, ...session }) => ({
		...session,
		speakers: parts.filter(({ session_id }) => session_id === session.id)
	}));
}

export type DraftSession = Awaited<ReturnType<typeof draftOf>>[number];

/** One session of a stop's draft by its address. Refuses another stop's as not there. */
export async function draftSession(db: Reader, stopId: string, slug: string): Promise<DraftSession> {
	const session = (await draftOf(db, stopId)).find((one) => one.slug === slug);
	if (!session) throw sessionNotFound();
	return session;
}

function partsOf(db: Reader, stopId: string) {
	return db
		.selectFrom('session_speakers')
		.innerJoin('speakers', 'speakers.id', 'speaker_id')
		.select(['session_id', 'speakers.id', 'segment_id as segment', 'part', 'name', 'title'])
		.where('speakers.stop_id', '=', stopId)
		.orderBy('session_id')
		.orderBy('session_speakers.position')
		.execute();
}

/** Who speaks at a stop: whose they are, when they can be had, whether they may be recorded, the address they have. */
export async function speakersOf(db: Reader, stopId: string) {
	const rows = await db
		.selectFrom('speakers')
		.leftJoin('delegates', 'delegates.id', 'speakers.delegate_id')
		.leftJoin('people', 'people.id', 'speakers.person_id')
		.leftJoin('stays', (join) =>
			join.onRef('stays.delegate_id', '=', 'speakers.delegate_id').onRef('stays.stop_id', '=', 'speakers.stop_id')
		)
		.select(['speakers.id', 'side', 'speakers.delegate_id', 'speakers.name', 'speakers.title', 'people.email'])
		.select(['arrives_at', 'leaves_at'])
		.select((eb) => eb.fn.coalesce('is_principal', eb.lit(false)).as('isPrincipal'))
		.select(
			sql<{ id: string; starts_at: string; ends_at: string }[]>`(
				select coalesce(json_agg(json_build_object('id', id, 'starts_at', starts_at, 'ends_at', ends_at) order by starts_at), '[]')
				from availabilities where speaker_id = speakers.id)`.as('hours')
		)
		.where('speakers.stop_id', '=', stopId)
		.orderBy(sql`array_position(array['delegation', 'host', 'other'], side)`)
		.orderBy('delegates.position')
		.orderBy('speakers.made_at')
		.orderBy('speakers.id')
		.execute();
	const consents = await consentsOf(
		db,
		rows.map(({ id }) => id)
	);
	return rows.map(({ hours, ...row }) => ({
		...row,
		isPrincipal: row.isPrincipal as boolean,
		consent: consents.get(row.id) ?? ('unasked' as Consent),
		hours: hours.map((one) => ({ id: one.id, starts_at: new Date(one.starts_at), ends_at: new Date(one.ends_at) }))
	}));
}

export type Speaker = Awaited<ReturnType<typeof speakersOf>>[number];

/** What the rule of warnings must know of a stop. */
export async function aroundOf(db: Reader, stop: Stop): Promise<Around> {
	const [halls, speakers] = await Promise.all([hallsOf(db, stop.id), speakersOf(db, stop.id)]);
	return aroundFor(stop, halls, speakers);
}

export function aroundFor(stop: Stop, halls: Hall[], speakers: Bound[]): Around {
	const { time_zone: zone, starts_on: first, ends_on: last, travel_minutes: travelMinutes } = stop;
	return { zone, first, last, travelMinutes, halls, speakers };
}

/** The calls at a stop, to name the one whose drawn may ask. */
export function callsAt(db: Reader, stopId: string): Promise<{ id: string; title: Words }[]> {
	return db.selectFrom('calls').select(['id', 'title']).where('stop_id', '=', stopId).orderBy('made_at').execute();
}
