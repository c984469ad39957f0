import type { Reader } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { isAccredited } from '#domain/programme/accreditations.read.server.ts';
import {
	isLive,
	kindNotFound,
	noRegister,
	onlyPress,
	registrationNotFound,
	type Coming,
	type PlaceKind,
	type Register,
	type Registration,
	type Talk
} from './rules.ts';

/** The register of a session with its kinds of place in order. Refuses a session nobody can register for. */
export async function registerOf(db: Reader, sessionId: string): Promise<Register & { kinds: PlaceKind[] }> {
	return { ...(await registerAlone(db, sessionId)), kinds: await kindsOf(db, sessionId) };
}

/** The register of a session without its kinds. Refuses a session nobody can register for. */
export function registerAlone(db: Reader, sessionId: string): Promise<Register> {
	return db.selectFrom('registers').selectAll().where('session_id', '=', sessionId).executeTakeFirstOrThrow(noRegister);
}

/** The kinds of place of a session, in order. */
export function kindsOf(db: Reader, sessionId: string): Promise<PlaceKind[]> {
	return db.selectFrom('place_kinds').selectAll().where('session_id', '=', sessionId).orderBy('position').execute();
}

/** Whether a session takes registrations at all: there is a way to them from its page. */
export async function hasRegister(db: Reader, slug: string): Promise<boolean> {
	const row = await db
		.selectFrom('registers')
		.innerJoin('sessions', 'sessions.id', 'session_id')
		.select('session_id')
		.where('slug', '=', slug)
		.where('visibility', '=', 'public')
		.executeTakeFirst();
	return row !== undefined;
}

/** The session people register for. */
export function talkOf(db: Reader, sessionId: string): Promise<Talk> {
	return talks(db).where('sessions.id', '=', sessionId).executeTakeFirstOrThrow(noRegister);
}

export function talks(db: Reader) {
	return db
		.selectFrom('sessions')
		.innerJoin('stops', 'stops.id', 'sessions.stop_id')
		.innerJoin('hosts', 'hosts.id', 'stops.host_id')
		.leftJoin('halls', 'halls.id', 'sessions.hall_id')
		.select(['sessions.id', 'sessions.slug', 'sessions.call_id', 'sessions.stop_id', 'sessions.title'])
		.select(['sessions.starts_at', 'sessions.ends_at', 'stops.time_zone', 'halls.name as hall'])
		.select(['hosts.id as host_id', 'hosts.name as host']);
}

/** A registration by its personal link, the first or a later one. Refuses any other as not there. */
export async function registrationByToken(db: Reader, token: string): Promise<Registration> {
	const token_hash = hashed(token);
	const own = await db.selectFrom('registrations').selectAll().where('token_hash', '=', token_hash).executeTakeFirst();
	if (own) return own;
	return db
		.selectFrom('registration_links')
		.innerJoin('registrations', 'registrations.id', 'registration_id')
		.selectAll('registrations')
		.where('registration_links.token_hash', '=', token_hash)
		.executeTakeFirstOrThrow(registrationNotFound);
}

/** The kind of place of this id in a session. Refuses another session's as not there. */
export function kindIn<Kind extends { id: string }>(kinds: readonly Kind[], id: string): Kind {
	const kind = kinds.find((one) => one.id === id);
	if (!kind) throw kindNotFound();
	return kind;
}

/** Refuses whoever is not accredited as press where a kind of place is theirs alone. */
export async function checkAudience(db: Reader, who: Coming, kind: PlaceKind, stopId: string): Promise<void> {
	if (kind.audience !== 'press') return;
	const person = who.visitor.person;
	if (!person || !(await isAccredited(db, person.id, stopId))) throw onlyPress();
}

/** All that decides whether a browser may hold places of a kind, asked at once: in a rush each question counts. */
export async function standingFor(
	db: Reader,
	{ sessionId, kind: kindId }: { sessionId: string; kind: string },
	browserHash: Buffer
) {
	const [row, own] = await Promise.all([
		db
			.selectFrom('registers')
			.innerJoin('sessions', 'sessions.id', 'registers.session_id')
			.leftJoin('place_kinds', (join) =>
				join.onRef('place_kinds.session_id', '=', 'sessions.id').on('place_kinds.id', '=', kindId)
			)
			.selectAll('place_kinds')
			.select(['opens_at', 'closes_at', 'manner', 'hold_minutes', 'stop_id', 'call_id'])
			.where('registers.session_id', '=', sessionId)
			.executeTakeFirstOrThrow(noRegister),
		heldBy(db, sessionId, browserHash)
	]);
	const { id, ...rest } = row;
	if (id === null) throw kindNotFound();
	return { own, register: rest, kind: { ...rest, id } as PlaceKind };
}

/** The places a browser holds in a session, if it does. */
export function heldBy(db: Reader, sessionId: string, browserHash: Buffer): Promise<Registration | undefined> {
	return db
		.selectFrom('registrations')
		.selectAll()
		.where('session_id', '=', sessionId)
		.where('browser_hash', '=', browserHash)
		.where('state', '=', 'held')
		.executeTakeFirst();
}

/** Where somebody stands among those who wait for their kind of place: 1 is the next; null where they do not wait. */
export async function positionOf(db: Reader, { id, place_kind_id, state }: Registration): Promise<number | null> {
	if (state !== 'waiting') return null;
	const line = await lineOf(db, place_kind_id).select('id').execute();
	return line.findIndex((one) => one.id === id) + 1;
}

/** Those who wait for a kind of place, in their order. */
export function lineOf(db: Reader, kindId: string) {
	return db
		.selectFrom('registrations')
		.where('place_kind_id', '=', kindId)
		.where('state', '=', 'waiting')
		.orderBy('rank', (order) => order.asc().nullsLast())
		.orderBy('number');
}

/** What became of a registration, oldest first. */
export function stepsOf(db: Reader, registrationId: string) {
	return db
		.selectFrom('registration_steps')
		.select(['state', 'why', 'stepped_at'])
		.where('registration_id', '=', registrationId)
		.orderBy('id')
		.execute();
}

/** Which of these addresses are in a session's register. */
export async function addressesIn(db: Reader, sessionId: string, emails: string[]): Promise<Set<string>> {
	const rows = await db
		.selectFrom('registrations')
		.select(['state', 'email'])
		.where('session_id', '=', sessionId)
		.where('email', 'in', emails)
		.execute();
	return new Set(rows.filter(({ state }) => isLive(state)).map(({ email }) => email!));
}

/** Whether an address is in a session's register. */
export const isInRegister = async (db: Reader, sessionId: string, email: string): Promise<boolean> =>
	(await addressesIn(db, sessionId, [email])).has(email);

/** The kinds of place of which a hold or an offer has run out. */
export async function kindsRunOut(db: Reader, at: Date): Promise<string[]> {
	const rows = await db
		.selectFrom('registrations')
		.select('place_kind_id')
		.distinct()
		.where('until', '<=', at)
		.orderBy('place_kind_id')
		.execute();
	return rows.map(({ place_kind_id }) => place_kind_id);
}

/** Other sessions of the same tour whose registers are open at `at`, to come to instead. */
export async function otherTalks(
	db: Reader,
	talk: Talk,
	at: Date
): Promise<Pick<Talk, 'slug' | 'title' | 'starts_at' | 'time_zone'>[]> {
	return talks(db)
		.innerJoin('registers', 'registers.session_id', 'sessions.id')
		.select('stops.city')
		.where('sessions.visibility', '=', 'public')
		.where('registers.opens_at', '<=', at)
		.where('registers.closes_at', '>', at)
		.where('sessions.id', '<>', talk.id)
		.where('stops.tour_id', '=', (eb) => eb.selectFrom('stops').select('tour_id').where('id', '=', talk.stop_id))
		.orderBy('sessions.starts_at')
		.limit(5)
		.execute();
}
