import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { Places } from '#lib/places.server.ts';
import { keptFolders } from '#lib/settings.server.ts';
import { clockIn } from '#lib/zone.ts';
import type { SignedIn } from '#domain/people/rules.ts';
import { keptUntil, liveStates } from '#domain/registrations/rules.ts';
import { destroyedOn, erasureNotFound, isRunning, type Erasure } from './rules.ts';

/** When a call's data is destroyed, and what was, once it has been. */
export async function retentionOf(db: Reader, callId: string) {
	const [call, terms, erasure] = await Promise.all([
		endings(db).where('calls.id', '=', callId).executeTakeFirstOrThrow(),
		db.selectFrom('terms').select(['kind', 'is_required', 'keep_days']).where('call_id', '=', callId).execute(),
		db.selectFrom('erasures').selectAll().where('call_id', '=', callId).executeTakeFirst()
	]);
	return { on: destroyedOn(call, terms), erasure };
}

function endings(db: Reader) {
	return db
		.selectFrom('calls')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.leftJoin('draws', (join) => join.onRef('draws.call_id', '=', 'calls.id').on('draws.tag', '=', 'draw'))
		.leftJoin('draw_results', 'draw_results.draw_id', 'draws.id')
		.select(['calls.id', 'calls.draw_at', 'stops.time_zone as zone', 'draw_results.conducted_at as conductedAt']);
}

/** The calls whose day of destruction has come and on which it has not been done; a later round's goes first. */
export async function callsToErase(db: Reader, at: Date): Promise<{ id: string; on: string }[]> {
	const calls = await endings(db)
		.where('published_at', 'is not', null)
		.where('calls.draw_at', '<', at)
		.where(sql<boolean>`not exists (select from erasures where call_id = calls.id)`)
		.where(
			sql<boolean>`not exists (select from calls later where later.follows_id = calls.id
				and not exists (select from erasures where call_id = later.id))`
		)
		.execute();
	if (calls.length === 0) return [];
	const terms = await db
		.selectFrom('terms')
		.select(['call_id', 'kind', 'is_required', 'keep_days'])
		.where(
			'call_id',
			'in',
			calls.map(({ id }) => id)
		)
		.execute();
	return calls.flatMap((call) => {
		const on = destroyedOn(
			call,
			terms.filter(({ call_id }) => call_id === call.id)
		);
		return on !== null && on <= clockIn(call.zone, at).day ? [{ id: call.id, on }] : [];
	});
}

/** A record of destruction by its id. Whoever has the address may read it: it holds numbers only. */
export async function erasureById(db: Reader, id: string): Promise<Erasure> {
	if (!isId(id)) throw erasureNotFound();
	return db.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirstOrThrow(erasureNotFound);
}

/** A person's applications with what decides whether they may go, and until when each is kept otherwise. */
export async function heldOf(db: Reader, who: SignedIn, at: Date) {
	const rows = await held(db)
		.select(['applications.id', 'applications.number', 'calls.slug', 'calls.title', 'calls.closes_at'])
		.where('applicant_id', '=', who.personId)
		.orderBy('calls.closes_at', 'desc')
		.execute();
	return Promise.all(
		rows.map(async (row) => ({
			...row,
			...{ keptUntil: (await retentionOf(db, row.call_id)).on, isRunning: isHeld(row, at) }
		}))
	);
}

/** How many applications of a call run still, so that nothing of it may go: by the same rule as for one person's. */
export async function runningIn(db: Reader, callId: string, at: Date): Promise<number> {
	const rows = await held(db).where('applications.call_id', '=', callId).execute();
	return rows.filter((row) => isHeld(row, at)).length;
}

// What decides whether an application runs still.
function held(db: Reader) {
	return db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.leftJoin('draws', (join) => join.onRef('draws.call_id', '=', 'calls.id').on('draws.tag', '=', 'draw'))
		.leftJoin('draw_results', 'draw_results.draw_id', 'draws.id')
		.leftJoin('erasures', 'erasures.call_id', 'calls.id')
		.select(['calls.id as call_id', 'calls.draw_at', 'stops.ends_on', 'stops.time_zone as zone', 'conducted_at'])
		.select(['erasures.erased_at', 'applications.submitted_at', 'applications.withdrawn_at'])
		.select(hasPlace.as('has_place'));
}

type HeldRow = Awaited<ReturnType<ReturnType<typeof held>['executeTakeFirstOrThrow']>>;

function isHeld(row: HeldRow, at: Date): boolean {
	const isSubmitted = row.submitted_at !== null && row.withdrawn_at === null && row.erased_at === null;
	const invitedUntil = row.has_place ? { day: row.ends_on, zone: row.zone } : null;
	return isRunning({ isSubmitted, drawAt: row.draw_at, conductedAt: row.conducted_at, invitedUntil }, at);
}

// An invitation that has neither lapsed nor been declined.
const hasPlace = sql<boolean>`exists (select from invitations where application_id = applications.id
	and not exists (select from lapses where invitation_id = invitations.id)
	and 'decline' is distinct from (
		select reply from replies where invitation_id = invitations.id order by replies.id desc limit 1))`;

/** The stops after which a year has passed, and where what the press and the speakers told has not been destroyed. */
export async function stopsToErase(db: Reader, at: Date): Promise<{ id: string; on: string }[]> {
	const rows = await db
		.selectFrom('stops')
		.select(['id', sql<string>`(ends_on + interval '1 year')::date`.as('on')])
		.where(sql<boolean>`ends_on + interval '1 year' <= (${at}::timestamptz at time zone time_zone)::date`)
		.where(
			sql<boolean>`(exists (select from accreditations where stop_id = stops.id and outlet <> '')
				or exists (select from quote_links join speakers on speakers.id = speaker_id
					where speakers.stop_id = stops.id and email <> ''))`
		)
		.where(sql<boolean>`not exists (select from erasures where stop_id = stops.id)`)
		.orderBy('id')
		.execute();
	return rows;
}

/** The sessions whose register's day of destruction has come, and where it has not been done. */
export async function sessionsToErase(db: Reader, at: Date): Promise<{ id: string; on: string }[]> {
	const rows = await db
		.selectFrom('sessions')
		.innerJoin('registers', 'registers.session_id', 'sessions.id')
		.innerJoin('stops', 'stops.id', 'sessions.stop_id')
		.select(['sessions.id', 'sessions.ends_at', 'stops.time_zone'])
		.where('sessions.ends_at', '<', at)
		.where(sql<boolean>`exists (select from registrations where session_id = sessions.id and erased_at is null)`)
		.where(sql<boolean>`not exists (select from erasures where session_id = sessions.id)`)
		.orderBy('sessions.id')
		.execute();
	return rows.flatMap(({ id, ...session }) => {
		const on = keptUntil(session);
		return on <= clockIn(session.time_zone, at).day ? [{ id, on }] : [];
	});
}

/** Whether a person is in the register of a session that is still to come. */
export async function isExpected(db: Reader, personId: string, at: Date): Promise<boolean> {
	const row = await db
		.selectFrom('registrations')
		.innerJoin('people', 'people.email', 'registrations.email')
		.innerJoin('sessions', 'sessions.id', 'registrations.session_id')
		.select('registrations.id')
		.where('people.id', '=', personId)
		.where('registrations.state', 'in', liveStates)
		.where('sessions.ends_at', '>', at)
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}

/** Where it is kept, outside the store, who was erased: a line of JSON for each, an id and an instant and nothing else. */
export const tombstones: Places = { folders: keptFolders, name: 'erased-people.jsonl' };

/** Who was erased after an instant (all, where null), the earliest first. */
export function erasedSince(db: Reader, since: Date | null): Promise<{ id: string; erased_at: Date }[]> {
	const rows = db.selectFrom('people').select(['id', 'erased_at']).where('erased_at', 'is not', null);
	return (since ? rows.where('erased_at', '>', since) : rows)
		.orderBy('erased_at')
		.$narrowType<{ erased_at: Date }>()
		.execute();
}
