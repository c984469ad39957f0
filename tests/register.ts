// A session people register for, and those who come to its register.
import { randomUUID } from 'node:crypto';
import type { JoinForm, WhoForm } from '#domain/registrations/form.ts';
import { confirmHold, holdPlaces } from '#domain/registrations/holds.write.server.ts';
import { joinRegister } from '#domain/registrations/write.server.ts';
import type { Coming, Manner } from '#domain/registrations/rules.ts';
import { nobody, type Visitor } from '#domain/people/rules.ts';
import { sql } from 'kysely';
import { hashed, newSecret } from '#lib/secret.server.ts';
import type { Db } from '#lib/db.server.ts';
import { addSession } from './floor.ts';
import { hours, words, type Scene } from './world.ts';

type Wish = { slug?: string; manner?: Manner; capacity?: number; companions?: number; overbooked?: number };

/** A register of a session that begins at `hours(48)`, open from an hour ago until `hours(24)`, with one kind of place. */
export async function addRegister(
	world: Pick<Scene, 'db' | 'call'>,
	{ slug = 'talk', manner = 'arrival', capacity = 2, companions = 2, overbooked = 0 }: Wish = {}
) {
	const { db } = world;
	const { id: sessionId } = await addSession(world, { slug });
	await db
		.updateTable('sessions')
		.set({ starts_at: hours(48), ends_at: hours(50) })
		.where('id', '=', sessionId)
		.execute();
	await db
		.insertInto('registers')
		.values({ session_id: sessionId, manner, opens_at: hours(-1), closes_at: hours(24), made_at: hours(-2) })
		.execute();
	const kind = await addKind(db, sessionId, { capacity, companions, overbooked });
	return { sessionId, kind };
}

/** One more kind of place in a register. */
export async function addKind(
	db: Db,
	session_id: string,
	more: { capacity?: number; companions?: number; overbooked?: number; audience?: 'anyone' | 'press' } = {}
): Promise<string> {
	const { count } = await db
		.selectFrom('place_kinds')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('session_id', '=', session_id)
		.executeTakeFirstOrThrow();
	const { id } = await db
		.insertInto('place_kinds')
		.values({ session_id, position: count, name: words(`Kind ${count}`), capacity: 2, ...more })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

/** Somebody at a browser of their own. */
export const coming = (visitor: Visitor = nobody): Coming => ({ visitor, browser: newSecret(), locale: 'en' });

/** What somebody types of themselves, with so many companions. */
export const typing = (name: string, companions = 0): WhoForm => ({
	...{ name, email: `${name.toLowerCase()}@example.test`, affiliation: '' },
	companions: Array.from({ length: companions }, (_, nth) => `${name} ${nth + 1}`)
});

type At = { sessionId: string; kind: string };

/** A press for so many places. */
export const wanting = ({ sessionId, kind }: At, size = 1, intent: string = randomUUID()) => ({
	sessionId,
	kind,
	size,
	intent
});

/** Somebody holds places and gives their name: their link's secret. */
export async function registers(
	db: Db,
	at: At,
	name: string,
	{ companions = 0, now = hours(0) } = {}
): Promise<string> {
	const held = await holdPlaces(db, coming(), wanting(at, 1 + companions), now);
	if (held.is === 'full') throw new Error(`${name} found it full`);
	await confirmHold(db, held.token, typing(name, companions), now);
	return held.token;
}

/** Somebody leaves their name with no hold before it: their link's secret. */
export async function joins(db: Db, at: At, name: string, { companions = 0, now = hours(0) } = {}): Promise<string> {
	const form: JoinForm = { intent: randomUUID(), kind: at.kind, ...typing(name, companions) };
	const joined = await joinRegister(db, coming(), { sessionId: at.sessionId, form }, now);
	if (joined.is === 'already') throw new Error(`${name} is in already`);
	return joined.token;
}

/** Everybody in the register by name, with their state, in the order they came. */
export async function registered(db: Db): Promise<string[]> {
	const rows = await db
		.selectFrom('registrations')
		.select(['name', 'state', 'size'])
		.where('name', 'is not', null)
		.orderBy('number')
		.execute();
	return rows.map(({ name, state, size }) => `${name} ${state} ${size}`);
}

/**
 * What must hold whatever happened: what is taken is what is held, offered and registered, and no more than there is;
 * nobody waits while there is room for them; a ticket for each who comes, and none for anybody else. Answers with what does not.
 */
export async function broken(db: Db, sessionId: string | null = null): Promise<string[]> {
	const here = sql`(${sessionId}::uuid is null or session_id = ${sessionId}::uuid)`;
	const { rows } = await sql<{ what: string }>`
		with counted as (
			select place_kinds.*, coalesce(sum(size) filter (where state in ('held', 'offered', 'registered')), 0) as sum,
				min(size) filter (where state = 'waiting') as least
			from place_kinds left join registrations on place_kind_id = place_kinds.id
			where ${sessionId}::uuid is null or place_kinds.session_id = ${sessionId}::uuid group by place_kinds.id)
		select 'taken ' || taken || ' but counted ' || sum as what from counted where taken <> sum
		union all select 'oversold ' || sum || ' of ' || capacity + overbooked from counted where sum > capacity + overbooked
		union all select 'undersold: ' || least || ' wait and ' || capacity + overbooked - taken || ' are free' from counted
			where least <= capacity + overbooked - taken
		union all select 'twice: ' || email from registrations
			where ${here} and state in ('asked', 'waiting', 'offered', 'registered') group by session_id, email having count(*) > 1
		union all select 'tickets of ' || coalesce(name, '?') || ': ' || good from (
			select registrations.*, (select count(*) from tickets
				where registration_id = registrations.id and revoked_at is null) as good from registrations where ${here}) own
			where good <> case state when 'registered' then size else 0 end
		union all select 'last step of ' || coalesce(name, '?') from registrations
			where ${here} and state is distinct from (select state from registration_steps
				where registration_id = registrations.id and state <> 'changed' order by id desc limit 1)`.execute(db);
	return rows.map(({ what }) => what);
}

/** Somebody who waits in the sample's public talk: their link's secret. */
export async function inRegister(db: Db, name: string): Promise<string> {
	const kind = await db
		.selectFrom('place_kinds')
		.innerJoin('sessions', 'sessions.id', 'session_id')
		.select(['place_kinds.id', 'session_id'])
		.where('slug', '=', 'busan-talk')
		.orderBy('position')
		.executeTakeFirstOrThrow();
	const token = newSecret();
	const { session_id, id: place_kind_id } = kind;
	const who = { name, email: 'registrant@example.test', locale: 'en', token_hash: hashed(token) };
	const at = new Date();
	await db
		.insertInto('registrations')
		.values({ session_id, place_kind_id, state: 'waiting', ...who, made_at: at, state_at: at })
		.execute();
	return token;
}
