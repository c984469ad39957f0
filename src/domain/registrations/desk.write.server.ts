import { brokenRule, reading, together, type Db, type Reader, type Tx } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { note, noteAll, type Line } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { exportedRegister } from './desk.read.server.ts';
import type { CancelForm, DecideForm, EnterForm, KindForm } from './form.ts';
import { placeDrawsOf } from './lots.read.server.ts';
import { sealedAlready } from './lots.rules.ts';
import { leastCapacity, overbookedFor } from './overbooking.rules.ts';
import {
	giveTo,
	heldKind,
	heldRegistration,
	leaveSteps,
	lineOn,
	offerPlaces,
	placeOf,
	placing,
	takePlaces,
	tellAll
} from './places.write.server.ts';
import { isInRegister, kindsOf, kindIn, positionOf, talkOf } from './read.server.ts';
import * as rules from './rules.ts';
import type { Manner, Register, Registration, Talk } from './rules.ts';
import { endRegistration } from './write.server.ts';

/** The session, if it is of the organiser's host. Another's is not there. */
async function ownTalk(db: Reader, who: HostOrganiser, sessionId: string): Promise<Talk> {
	const talk = await talkOf(db, sessionId);
	if (talk.host_id !== who.hostId) throw rules.noRegister();
	return talk;
}

/** How a register is to be run; its hours as instants. */
export type Run = { opens_at: Date; closes_at: Date; manner: Manner; hold_minutes: number; offer_hours: number };

/**
 * Leaves a session's register as it is to be run, a new one where there is none. Refuses hours that end before they begin or
 * after the session has begun, and another manner once anybody is in it, and any change once its draw is sealed.
 */
export function saveRegister(
	db: Db,
	who: HostOrganiser,
	{ sessionId, run }: { sessionId: string; run: Run },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const talk = await ownTalk(reading(tx), who, sessionId);
		if (run.closes_at <= run.opens_at) throw fieldsRefused({ 'closes.day': 'calls.closes-before-opens' });
		if (run.closes_at > talk.starts_at) throw rules.closesTooLate();
		const before = await heldRegister(tx, sessionId);
		if ((await placeDrawsOf(reading(tx), sessionId)).length > 0) throw sealedAlready();
		if (before && before.manner !== run.manner && (await isAnybodyIn(tx, sessionId))) throw rules.mannerFixed();
		await tx
			.insertInto('registers')
			.values({ session_id: sessionId, ...run, made_at: at })
			.onConflict((oc) => oc.column('session_id').doUpdateSet(run))
			.execute();
		const detail = { manner: run.manner, opens: run.opens_at.toISOString(), closes: run.closes_at.toISOString() };
		const { call_id: callId } = talk;
		await note(tx, { at, by: who.personId, callId, verb: 'register.saved', about: sessionId, detail });
	});
}

function heldRegister(tx: Tx, sessionId: string): Promise<Register | undefined> {
	return tx.selectFrom('registers').selectAll().where('session_id', '=', sessionId).forUpdate().executeTakeFirst();
}

async function isAnybodyIn(tx: Tx, sessionId: string): Promise<boolean> {
	const one = await tx
		.selectFrom('registrations')
		.select('id')
		.where('session_id', '=', sessionId)
		.where('state', 'in', [...rules.liveStates, 'held'])
		.limit(1)
		.executeTakeFirst();
	return one !== undefined;
}

/**
 * Leaves a kind of place as the form says, a new one where it has no id. What is given beyond the capacity follows from how
 * many are taken to stay away. More places are offered at once to who waits. Refuses less than is taken, saying the least
 * possible, and another session's kind as not there.
 */
export function saveKind(
	db: Db,
	who: HostOrganiser,
	{ sessionId, form }: { sessionId: string; form: KindForm },
	at: Date
): Promise<void> {
	return placing(db, async (tx) => {
		const talk = await ownTalk(reading(tx), who, sessionId);
		const { id, ...rest } = form;
		const row = { ...rest, overbooked: overbookedFor(form.capacity, form.no_show_percent) };
		const about = id ? await changeKind(tx, { sessionId, id }, row) : await addKind(tx, sessionId, row);
		const offered = await offerPlaces(tx, about, at);
		const detail = { capacity: row.capacity, overbooked: row.overbooked };
		const { call_id: callId } = talk;
		await noteAll(tx, [{ at, by: who.personId, callId, verb: 'places.saved', about, detail }, ...offered]);
	});
}

type KindRow = Omit<KindForm, 'id'> & { overbooked: number };

async function changeKind(tx: Tx, { sessionId, id }: { sessionId: string; id: string }, row: KindRow): Promise<string> {
	kindIn(await kindsOf(reading(tx), sessionId), id);
	const { taken } = await heldKind(tx, id);
	if (row.capacity + row.overbooked < taken) throw rules.fewerThanTaken(leastCapacity(taken, row.no_show_percent));
	await tx.updateTable('place_kinds').set(row).where('id', '=', id).execute();
	return id;
}

async function addKind(tx: Tx, session_id: string, row: KindRow): Promise<string> {
	if (!(await heldRegister(tx, session_id))) throw rules.noRegister();
	const last = Math.max(-1, ...(await kindsOf(reading(tx), session_id)).map(({ position }) => position));
	const { id } = await tx
		.insertInto('place_kinds')
		.values({ session_id, position: last + 1, ...row })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

export type Decided = { registered: number; waiting: number; refused: number };

/**
 * Decides about those who asked, in the order they came: who is approved is registered while there is room and waits in
 * that order where there is not; who is refused is told why. Who was decided about already is left as they are. Answers
 * with how many came to what.
 */
export function decideAsked(
	db: Db,
	who: HostOrganiser,
	{ sessionId, form }: { sessionId: string; form: DecideForm },
	at: Date
): Promise<Decided> {
	return placing(db, async (tx) => {
		const talk = await ownTalk(reading(tx), who, sessionId);
		const asked = await heldAsked(tx, sessionId, form.registration);
		const decided: Decided = { registered: 0, waiting: 0, refused: 0 };
		const lines: Line[] = [];
		for (const own of asked) {
			const decision = { own, talk, by: who.personId };
			const { state, line } =
				form.decision === 'refuse'
					? await refuse(tx, { ...decision, reason: form.reason }, at)
					: await approve(tx, decision, at);
			decided[state] += 1;
			lines.push(line);
		}
		await noteAll(tx, lines);
		return decided;
	});
}

// Their kinds first, in one order, and then the registrations as they came.
async function heldAsked(tx: Tx, sessionId: string, ids: string[]): Promise<Registration[]> {
	const known = await tx
		.selectFrom('registrations')
		.select(['id', 'place_kind_id'])
		.where('session_id', '=', sessionId)
		.where((eb) => eb(eb.cast('id', 'text'), '=', eb.fn.any(eb.val(ids))))
		.execute();
	if (known.length === 0) throw rules.registrationNotFound();
	for (const kind of [...new Set(known.map(({ place_kind_id }) => place_kind_id))].toSorted()) await heldKind(tx, kind);
	return tx
		.selectFrom('registrations')
		.selectAll()
		.where('state', '=', 'asked')
		.where(
			'id',
			'in',
			known.map(({ id }) => id)
		)
		.orderBy('number')
		.forUpdate()
		.execute();
}

type Deciding = { own: Registration; talk: Talk; by: string };

async function approve(tx: Tx, { own, talk, by }: Deciding, at: Date) {
	const who = { name: own.name ?? '', email: own.email ?? '' };
	if (await takePlaces(tx, own.place_kind_id, own.size)) {
		const line = await giveTo(tx, { ...own, ...who, why: 'approved', by }, at);
		return { state: 'registered' as const, line };
	}
	await tx.updateTable('registrations').set({ state: 'waiting', state_at: at }).where('id', '=', own.id).execute();
	await leaveSteps(tx, [{ id: own.id, state: 'waiting', why: 'approved-full', by }], at);
	const waiting = { ...own, state: 'waiting' };
	const position = await positionOf(reading(tx), waiting);
	await tellAll(tx, { talk, kind: 'waiting', place: await placeOf(tx, own.place_kind_id) }, [{ ...own, position }], at);
	return { state: 'waiting' as const, line: lineOn(talk, own.id, { verb: 'registration.waiting', at, by }) };
}

async function refuse(tx: Tx, { own, talk, by, reason }: Deciding & { reason: string }, at: Date) {
	await tx.updateTable('registrations').set({ state: 'refused', state_at: at }).where('id', '=', own.id).execute();
	await leaveSteps(tx, [{ id: own.id, state: 'refused', why: reason, by }], at);
	await tellAll(tx, { talk, kind: 'refused', place: await placeOf(tx, own.place_kind_id) }, [{ ...own, reason }], at);
	return { state: 'refused' as const, line: lineOn(talk, own.id, { verb: 'registration.refused', at, by }) };
}

/**
 * Registers somebody at the desk's word, whatever the hours and the manner, while there is room. Refuses an address that is
 * in the register already, and more than there is.
 */
export async function enterRegistration(
	db: Db,
	who: HostOrganiser,
	{ sessionId, form }: { sessionId: string; form: EnterForm },
	at: Date
): Promise<void> {
	try {
		await leaveEntered(db, who, { sessionId, form }, at);
	} catch (fault) {
		throw brokenRule(fault) ? rules.already() : fault;
	}
}

function leaveEntered(
	db: Db,
	who: HostOrganiser,
	{ sessionId, form }: { sessionId: string; form: EnterForm },
	at: Date
): Promise<void> {
	return placing(db, async (tx) => {
		await ownTalk(reading(tx), who, sessionId);
		const kind = kindIn(await kindsOf(reading(tx), sessionId), form.kind);
		const { name, email, affiliation, companions, locale } = form;
		if (companions.length > kind.companions) throw rules.tooManyCompanions(kind.companions);
		const size = 1 + companions.length;
		if (!(await takePlaces(tx, kind.id, size))) throw rules.noRoom();
		if (await isInRegister(reading(tx), sessionId, email)) throw rules.already();
		const token = newSecret();
		const row = { session_id: sessionId, place_kind_id: kind.id, state: 'registered', size, locale };
		const own = await tx
			.insertInto('registrations')
			.values({ ...row, name, email, affiliation, companions, token_hash: hashed(token), made_at: at, state_at: at })
			.returningAll()
			.executeTakeFirstOrThrow();
		await note(tx, await giveTo(tx, { ...own, ...form, token, why: 'by-hand', by: who.personId }, at));
	});
}

/** Cancels a registration at the desk's word, with the reason its holder is told, and offers its places on. Twice changes nothing. */
export function cancelAtDesk(
	db: Db,
	who: HostOrganiser,
	{ sessionId, form }: { sessionId: string; form: CancelForm },
	at: Date
): Promise<void> {
	return placing(db, async (tx) => {
		const talk = await ownTalk(reading(tx), who, sessionId);
		const known = await tx
			.selectFrom('registrations')
			.select('place_kind_id')
			.where('id', '=', form.registration)
			.where('session_id', '=', sessionId)
			.executeTakeFirstOrThrow(rules.registrationNotFound);
		await heldKind(tx, known.place_kind_id);
		const own = await heldRegistration(tx, form.registration);
		if (own.state === 'cancelled') return;
		if (!rules.isLive(own.state)) throw rules.notNow();
		const { reason } = form;
		await noteAll(tx, await endRegistration(tx, { own, talk, why: reason, by: who.personId, reason }, at));
	});
}

/** Everybody in the register, to take away; leaves who took it. */
export function exportRegister(db: Db, who: HostOrganiser, sessionId: string, at: Date) {
	return together(db, async (tx) => {
		const { call_id: callId } = await ownTalk(reading(tx), who, sessionId);
		const rows = await exportedRegister(reading(tx), sessionId);
		const detail = { count: rows.length };
		await note(tx, { at, by: who.personId, callId, verb: 'register.exported', about: sessionId, detail });
		return rows;
	});
}
