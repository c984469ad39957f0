import { sql } from 'kysely';
import { isLockedOut, reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import type { Locale } from '#lib/words.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { noteAll, type Line } from '#domain/journal/write.server.ts';
import type { WhoForm } from './form.ts';
import { registrationLetter, type LetterKind } from './mail.ts';
import { lineOf, registerAlone, talkOf } from './read.server.ts';
import { issueTickets } from './tickets.write.server.ts';
import * as rules from './rules.ts';
import type { PlaceKind, Registration, RegistrationState, Talk } from './rules.ts';
import { nextInLine } from './waiting.rules.ts';

const lockMs = 3_000;

/**
 * Work on the places of a kind, all or nothing. Whoever waits too long for others at the same places is asked to come
 * again in a moment, and never told that there are none.
 */
export async function placing<T>(db: Db | Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
	try {
		return await together(db, async (tx) => {
			await sql`select set_config('lock_timeout', ${String(lockMs)}, true)`.execute(tx);
			return work(tx);
		});
	} catch (fault) {
		throw isLockedOut(fault) ? rules.placesBusy() : fault;
	}
}

/**
 * A kind of place, held until the end. Whatever changes who has, is offered or awaits its places holds it first, and a
 * registration after it: so nobody waits for one another, and the order of the line is the order of what was committed.
 */
export function heldKind(tx: Tx, id: string): Promise<PlaceKind> {
	return tx
		.selectFrom('place_kinds')
		.selectAll()
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirstOrThrow(rules.kindNotFound);
}

/** A registration, held until the end. */
export function heldRegistration(tx: Tx, id: string): Promise<Registration> {
	return tx
		.selectFrom('registrations')
		.selectAll()
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirstOrThrow(rules.registrationNotFound);
}

/** Registrations by their ids, held until the end, in one order whoever holds them. */
export async function heldRegistrations(tx: Tx, ids: string[]): Promise<Map<string, Registration>> {
	const rows = await tx
		.selectFrom('registrations')
		.selectAll()
		.where('id', 'in', ids)
		.orderBy('id')
		.forUpdate()
		.execute();
	return new Map(rows.map((row) => [row.id, row]));
}

/** Takes so many places of a kind if there are that many; whether it has. The guard and the count are one statement. */
export async function takePlaces(tx: Tx, kindId: string, count: number): Promise<boolean> {
	const { numUpdatedRows } = await tx
		.updateTable('place_kinds')
		.set((eb) => ({ taken: eb('taken', '+', count) }))
		.where('id', '=', kindId)
		.where((eb) => eb(eb('taken', '+', count), '<=', eb('capacity', '+', eb.ref('overbooked'))))
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** Gives so many places of a kind back. */
export async function freePlaces(tx: Tx, kindId: string, count: number): Promise<void> {
	if (count === 0) return;
	await tx
		.updateTable('place_kinds')
		.set((eb) => ({ taken: eb('taken', '-', count) }))
		.where('id', '=', kindId)
		.execute();
}

type Step = { id: string; state: RegistrationState | 'changed'; why?: string; by?: string | null };

/** Leaves what became of registrations, and why. */
export async function leaveSteps(tx: Tx, steps: Step[], at: Date): Promise<void> {
	if (steps.length === 0) return;
	const rows = steps.map(({ id, state, why = '', by = null }) => ({
		...{ registration_id: id, state, why, stepped_at: at, stepped_by: by }
	}));
	await tx.insertInto('registration_steps').values(rows).execute();
}

/** One to be written to about their registration; `token` where their link is at hand, otherwise they get a new one. */
export type Told = Pick<Registration, 'id' | 'name' | 'email' | 'locale' | 'size' | 'until'> & {
	token?: string;
	reason?: string;
	position?: number | null;
};

/** Writes letters of a kind about registrations. Who left no address is not written to. */
export async function tellAll(
	tx: Tx,
	{ talk, kind, place }: { talk: Talk; kind: LetterKind; place: Pick<PlaceKind, 'name'> },
	list: Told[],
	at: Date
): Promise<void> {
	const written = list
		.filter(({ email }) => email !== null)
		.map((one) => ({ ...one, secret: one.token ?? newSecret() }));
	if (written.length === 0) return;
	const links = written.filter(({ token }) => token === undefined);
	if (links.length > 0) {
		const rows = links.map(({ id, secret }) => ({ token_hash: hashed(secret), registration_id: id, made_at: at }));
		await tx.insertInto('registration_links').values(rows).execute();
	}
	const site = await siteOf(reading(tx), { host: talk.host_id });
	const letters = written.map(({ secret, name, email, locale, ...one }) => {
		const facts = { ...one, name: name ?? '', talk, place: place.name, link: `${site}/registrations/${secret}` };
		return registrationLetter(kind, { to: email!, locale: locale as Locale }, facts);
	});
	const ids = await postAll(tx, letters, at);
	const rows = ids.map((letter_id, nth) => ({ letter_id, registration_id: written[nth]!.id, kind }));
	await tx.insertInto('registration_letters').values(rows).execute();
}

/** A line of the journal about a registration. */
export const lineOn = (
	talk: Pick<Talk, 'call_id'>,
	about: string,
	{ verb, at, by = null }: Pick<Line, 'verb' | 'at'> & { by?: string | null }
): Line => ({ at, by, callId: talk.call_id, verb, about });

type Given = Pick<Registration, 'id' | 'session_id' | 'place_kind_id' | 'size' | 'locale'> &
	WhoForm & { token?: string; why: string; by?: string | null };

/** Leaves a registration whose places are counted as registered: tickets, step, letter. Answers with the journal's line. */
export async function giveTo(tx: Tx, own: Given, at: Date): Promise<Line> {
	const [line] = await giveAll(tx, [own], at);
	return line!;
}

/** The same for many of one session. */
export async function giveAll(tx: Tx, list: Given[], at: Date): Promise<Line[]> {
	if (list.length === 0) return [];
	const given = list.map((own) => ({ ...own, companions: own.companions.slice(0, own.size - 1), until: null }));
	await leaveRegistered(tx, given, at);
	await issueTickets(
		tx,
		given.map((own) => ({ ...own, holders: holdersOf(own) })),
		at
	);
	await leaveSteps(
		tx,
		given.map(({ id, why, by = null }) => ({ id, state: 'registered', why, by })),
		at
	);
	const talk = await talkOf(tx, given[0]!.session_id);
	for (const [kindId, some] of Map.groupBy(given, ({ place_kind_id }) => place_kind_id))
		await tellAll(tx, { talk, kind: 'registered', place: await placeOf(tx, kindId) }, some, at);
	return given.map(({ id, by = null }) => lineOn(talk, id, { verb: 'registration.registered', at, by }));
}

async function leaveRegistered(tx: Tx, given: Given[], at: Date): Promise<void> {
	const rows = given.map(({ id, name, email, affiliation, companions }) => ({
		id,
		name,
		email,
		affiliation,
		companions
	}));
	await sql`
		update registrations set state = 'registered', until = null, state_at = ${at}, browser_hash = null, name = given.name,
			email = given.email, affiliation = given.affiliation,
			companions = array(select jsonb_array_elements_text(given.companions))
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as given(id uuid, name text, email text, affiliation text, companions jsonb)
		where registrations.id = given.id`.execute(tx);
}

/** For whom tickets are: who registered, and who comes along. */
export const holdersOf = ({ name, companions }: { name: string; companions: string[] }) =>
	[name, ...companions].map((one, nth) => ({ nth, name: one }));

export function placeOf(tx: Tx, kindId: string): Promise<Pick<PlaceKind, 'name'>> {
	return tx.selectFrom('place_kinds').select('name').where('id', '=', kindId).executeTakeFirstOrThrow();
}

/**
 * Offers what is free of a kind, which the caller holds, to those who wait for it, in their order, until a time. Nobody
 * is offered anything once the session has begun. Answers with the journal's lines, which come last in a transaction.
 */
export async function offerPlaces(tx: Tx, kindId: string, at: Date): Promise<Line[]> {
	const kind = await heldKind(tx, kindId);
	const next = await nextOf(tx, kind);
	if (next.length === 0) return [];
	const [talk, register] = [await talkOf(tx, kind.session_id), await registerAlone(tx, kind.session_id)];
	if (at >= talk.starts_at) return [];
	const until = rules.offeredUntil(register, talk, at);
	const ids = next.map(({ id }) => id);
	await tx.updateTable('registrations').set({ state: 'offered', until, state_at: at }).where('id', 'in', ids).execute();
	const count = next.reduce((sum, { size }) => sum + size, 0);
	if (!(await takePlaces(tx, kind.id, count))) throw new Error('more was offered than was free');
	await leaveSteps(
		tx,
		ids.map((id) => ({ id, state: 'offered', why: 'place-free' })),
		at
	);
	const told = next.map((one) => ({ ...one, until }));
	await tellAll(tx, { talk, kind: 'offered', place: kind }, told, at);
	return ids.map((id) => lineOn(talk, id, { verb: 'registration.offered', at }));
}

// Asked for as many at a time as there are places: whoever is offered one takes at least one.
async function nextOf(tx: Tx, kind: PlaceKind) {
	const chosen: Pick<Registration, 'id' | 'size' | 'name' | 'email' | 'locale'>[] = [];
	for (let free = rules.left(kind); free > 0;) {
		let line = lineOf(tx, kind.id).select(['id', 'size', 'name', 'email', 'locale']).where('size', '<=', free);
		if (chosen.length > 0)
			line = line.where(
				'id',
				'not in',
				chosen.map(({ id }) => id)
			);
		const fitting = nextInLine(await line.limit(free).execute(), free);
		if (fitting.length === 0) break;
		chosen.push(...fitting);
		free -= fitting.reduce((sum, { size }) => sum + size, 0);
	}
	return chosen;
}

/**
 * Lets every hold and offer of a kind run out whose time is over, and offers their places on at once. Whoever has accepted
 * meanwhile has accepted. Run twice, or by two at once, it changes nothing more.
 */
export function expirePlaces(db: Db, kindId: string, at: Date): Promise<void> {
	return placing(db, async (tx) => {
		const kind = await heldKind(tx, kindId);
		const over = await tx
			.updateTable('registrations')
			.set({ state: 'expired', until: null, state_at: at, browser_hash: null })
			.where('place_kind_id', '=', kind.id)
			.where('state', 'in', ['held', 'offered'])
			.where('until', '<=', at)
			.returning(['id', 'size', 'name', 'email', 'locale', 'until'])
			.execute();
		if (over.length === 0) return;
		await freePlaces(
			tx,
			kind.id,
			over.reduce((sum, { size }) => sum + size, 0)
		);
		const why = (email: string | null) => (email ? 'offer-ran-out' : 'hold-ran-out');
		await leaveSteps(
			tx,
			over.map(({ id, email }) => ({ id, state: 'expired', why: why(email) })),
			at
		);
		const talk = await talkOf(tx, kind.session_id);
		await tellAll(tx, { talk, kind: 'offer-over', place: kind }, over, at);
		const offered = await offerPlaces(tx, kind.id, at);
		await noteAll(tx, [...over.map(({ id }) => lineOn(talk, id, { verb: 'registration.expired', at })), ...offered]);
	});
}
