import { brokenRule, reading, type Db, type Tx } from '#lib/db.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { note, noteAll, type Line } from '#domain/journal/write.server.ts';
import type { ChangeForm, HandOnForm, JoinForm } from './form.ts';
import { tokenOfHold } from './holds.read.server.ts';
import type { Joined } from './holds.rules.ts';
import { checkHours, sendLink } from './holds.write.server.ts';
import type { LetterKind } from './mail.ts';
import {
	freePlaces,
	giveTo,
	heldKind,
	heldRegistration,
	holdersOf,
	leaveSteps,
	lineOn,
	offerPlaces,
	placeOf,
	placing,
	takePlaces,
	tellAll
} from './places.write.server.ts';
import {
	checkAudience,
	isInRegister,
	kindIn,
	positionOf,
	registerOf,
	registrationByToken,
	talkOf
} from './read.server.ts';
import { letIn } from './queue.read.server.ts';
import * as rules from './rules.ts';
import type { Coming, Registration, RegistrationState, Talk } from './rules.ts';
import { issueTickets, revokeTickets } from './tickets.write.server.ts';

type Joining = { sessionId: string; form: JoinForm };

/**
 * Leaves a registration with no hold before it: asked, where the host decides or a draw does; otherwise registered at
 * once where there is room, and waiting where there is none. The same press again is answered with the same; whose
 * address is in the register already gets its link once more. Refuses as `holdPlaces` does.
 */
export async function joinRegister(db: Db, who: Coming, { sessionId, form }: Joining, at: Date): Promise<Joined> {
	const read = reading(db);
	const register = await registerOf(read, sessionId);
	const kind = kindIn(register.kinds, form.kind);
	const token = tokenOfHold(who.browser, sessionId, form.intent);
	if (await isKnown(db, token)) return { is: 'in', token };
	checkHours(register, at);
	const size = 1 + form.companions.length;
	if (size > 1 + kind.companions) throw rules.tooManyCompanions(kind.companions);
	const placeInQueue = await letIn(read, sessionId, who.admission, at);
	const talk = await talkOf(read, sessionId);
	await checkAudience(read, who, kind, talk.stop_id);
	const joining = {
		form,
		size,
		token,
		talk,
		locale: who.locale,
		placeInQueue,
		isByArrival: register.manner === 'arrival'
	};
	try {
		return await leaveJoined(db, joining, at);
	} catch (fault) {
		const broken = brokenRule(fault);
		if (broken === 'registrations_admitted_once') throw rules.turnTaken();
		if (!broken) throw fault;
		return leaveJoined(db, joining, at); // the same press, or the same address, was first: now it is seen
	}
}

async function isKnown(db: Db | Tx, token: string): Promise<boolean> {
	const row = await db
		.selectFrom('registrations')
		.select('id')
		.where('token_hash', '=', hashed(token))
		.executeTakeFirst();
	return row !== undefined;
}

type Joiner = { form: JoinForm; size: number; token: string; talk: Talk; locale: string } & {
	placeInQueue: string | null;
	isByArrival: boolean;
};

function leaveJoined(
	db: Db,
	{ form, size, token, talk, locale, placeInQueue, isByArrival }: Joiner,
	at: Date
): Promise<Joined> {
	return placing(db, async (tx) => {
		const kind = await heldKind(tx, form.kind);
		if (await isKnown(tx, token)) return { is: 'in', token };
		if (await isInRegister(reading(tx), talk.id, form.email)) {
			await sendLink(tx, { session_id: talk.id, email: form.email }, at);
			return { is: 'already' };
		}
		const isGiven = isByArrival && (await takePlaces(tx, kind.id, size));
		const state = isGiven ? 'registered' : isByArrival ? 'waiting' : 'asked';
		const { name, email, affiliation, companions } = form;
		const row = {
			session_id: talk.id,
			place_kind_id: kind.id,
			state,
			size,
			name,
			email,
			affiliation,
			companions,
			locale
		};
		const own = await tx
			.insertInto('registrations')
			.values({ ...row, queue_place_id: placeInQueue, token_hash: hashed(token), made_at: at, state_at: at })
			.returningAll()
			.executeTakeFirstOrThrow();
		const line = isGiven
			? await giveTo(tx, { ...own, ...form, token, why: 'by-arrival' }, at)
			: await leaveAsked(tx, { own, talk, token }, at);
		await note(tx, line);
		return { is: 'in', token };
	});
}

async function leaveAsked(
	tx: Tx,
	{ own, talk, token }: { own: Registration; talk: Talk; token: string },
	at: Date
): Promise<Line> {
	const state = own.state as 'waiting' | 'asked';
	await leaveSteps(tx, [{ id: own.id, state, why: state === 'waiting' ? 'full' : '' }], at);
	const position = await positionOf(tx, own);
	const place = await placeOf(tx, own.place_kind_id);
	await tellAll(tx, { talk, kind: state, place }, [{ ...own, position, token }], at);
	return lineOn(talk, own.id, { verb: `registration.${state}`, at });
}

/**
 * Takes what was offered: leaves the registration registered, with its tickets. The same again is answered with the same.
 * Refuses when the offer has run out, as its holder then sees; of acceptance and expiry one comes first and stands.
 */
export async function acceptOffer(db: Db, token: string, at: Date): Promise<void> {
	const { id } = await registrationByToken(reading(db), token);
	await placing(db, async (tx) => {
		const own = await heldRegistration(tx, id);
		if (own.state === 'registered') return;
		if (own.state !== 'offered' || own.until! <= at) throw rules.offerOver();
		const who = { name: own.name ?? '', email: own.email ?? '' };
		await note(tx, await giveTo(tx, { ...own, ...who, token, why: 'accepted' }, at));
	});
}

/**
 * Ends a registration at its holder's word, an offer they decline included: its tickets let nobody in any more, and its
 * places are offered at once to who waits. Twice changes nothing. Refuses once the session has begun.
 */
export async function cancelRegistration(db: Db, token: string, at: Date): Promise<void> {
	const { id, place_kind_id, session_id } = await registrationByToken(reading(db), token);
	await placing(db, async (tx) => {
		await heldKind(tx, place_kind_id);
		const own = await heldRegistration(tx, id);
		if (own.state === 'cancelled') return;
		const talk = await talkOf(tx, session_id);
		if (at >= talk.starts_at) throw rules.begun();
		if (!rules.isLive(own.state)) throw rules.notNow();
		const why = own.state === 'offered' ? 'declined' : 'own-word';
		await noteAll(tx, await endRegistration(tx, { own, talk, why, token }, at));
	});
}

type Ending = { own: Registration; talk: Talk; why: string; by?: string; token?: string; reason?: string };

/** Cancels what the caller holds with its kind, and offers on; answers with the journal's lines. */
export async function endRegistration(
	tx: Tx,
	{ own, talk, why, by, token, reason }: Ending,
	at: Date
): Promise<Line[]> {
	const gone = { state: 'cancelled', until: null, state_at: at };
	await tx.updateTable('registrations').set(gone).where('id', '=', own.id).execute();
	await revokeTickets(tx, own.id, 'cancelled', at);
	if (rules.isCounted(own.state)) await freePlaces(tx, own.place_kind_id, own.size);
	await leaveSteps(tx, [{ id: own.id, state: 'cancelled', why, by }], at);
	const place = await placeOf(tx, own.place_kind_id);
	await tellAll(tx, { talk, kind: 'cancelled', place }, [{ ...own, token, reason }], at);
	const offered = rules.isCounted(own.state) ? await offerPlaces(tx, own.place_kind_id, at) : [];
	return [lineOn(talk, own.id, { verb: 'registration.cancelled', at, by }), ...offered];
}

const changeable: readonly RegistrationState[] = ['asked', 'waiting', 'registered'];

/**
 * Changes who comes: names, and how many come along. Fewer free their places at once for who waits; more take places
 * while there are some. Where there were tickets there are new ones and the earlier let nobody in. Refuses more companions
 * than the kind lets come or than there is room for, an offer not yet accepted, and once the session has begun.
 */
export async function changeRegistration(db: Db, token: string, form: ChangeForm, at: Date): Promise<void> {
	const { id, place_kind_id, session_id } = await registrationByToken(reading(db), token);
	await placing(db, async (tx) => {
		const kind = await heldKind(tx, place_kind_id);
		const own = await heldRegistration(tx, id);
		const talk = await talkOf(tx, session_id);
		if (at >= talk.starts_at) throw rules.begun();
		if (!changeable.includes(own.state as RegistrationState)) throw rules.notNow();
		if (form.companions.length > kind.companions) throw rules.tooManyCompanions(kind.companions);
		if (isUnchanged(own, form)) return;
		const size = 1 + form.companions.length;
		await countChange(tx, own, size);
		await tx
			.updateTable('registrations')
			.set({ ...form, size })
			.where('id', '=', own.id)
			.execute();
		if (own.state === 'registered') await issueAnew(tx, own, { ...form, why: 'changed' }, at);
		await leaveSteps(tx, [{ id: own.id, state: 'changed', why: size === own.size ? 'names' : String(size) }], at);
		const changed = { ...own, ...form, size, token };
		const place = { name: kind.name };
		if (own.state === 'registered') await tellAll(tx, { talk, kind: 'changed', place }, [changed], at);
		const offered = await offerPlaces(tx, kind.id, at);
		await noteAll(tx, [lineOn(talk, own.id, { verb: 'registration.changed', at }), ...offered]);
	});
}

const isUnchanged = (own: Registration, { name, affiliation, companions }: ChangeForm) =>
	own.name === name && own.affiliation === affiliation && own.companions.join('\n') === companions.join('\n');

async function countChange(tx: Tx, own: Registration, size: number): Promise<void> {
	if (!rules.isCounted(own.state)) return;
	if (size < own.size) await freePlaces(tx, own.place_kind_id, own.size - size);
	else if (size > own.size && !(await takePlaces(tx, own.place_kind_id, size - own.size))) throw rules.noRoom();
}

async function issueAnew(
	tx: Tx,
	own: Pick<Registration, 'id' | 'session_id'>,
	{ name, companions, why }: { name: string; companions: string[]; why: string },
	at: Date
): Promise<void> {
	await revokeTickets(tx, own.id, why, at);
	await issueTickets(tx, [{ ...own, holders: holdersOf({ name, companions }) }], at);
}

/**
 * Hands a registration's places on to somebody else: it ends, the other is registered by an own link, with new tickets;
 * the earlier let nobody in. Answers nothing of the other's link. Twice changes nothing. Refuses whoever is in the register
 * already, what is not registered, and once the session has begun.
 */
export async function handOn(db: Db, token: string, form: HandOnForm, at: Date): Promise<void> {
	const { id, place_kind_id, session_id } = await registrationByToken(reading(db), token);
	await placing(db, async (tx) => {
		await heldKind(tx, place_kind_id);
		const own = await heldRegistration(tx, id);
		if (own.state === 'cancelled') return;
		const talk = await talkOf(tx, session_id);
		if (at >= talk.starts_at) throw rules.begun();
		if (own.state !== 'registered') throw rules.notNow();
		if (await isInRegister(reading(tx), session_id, form.email)) throw rules.already();
		await leaveHandedOn(tx, { own, talk, form, token }, at);
	});
}

type Handing = { own: Registration; talk: Talk; form: HandOnForm; token: string };

async function leaveHandedOn(tx: Tx, { own, talk, form, token }: Handing, at: Date): Promise<void> {
	await tx.updateTable('registrations').set({ state: 'cancelled', state_at: at }).where('id', '=', own.id).execute();
	await revokeTickets(tx, own.id, 'handed-on', at);
	const secret = newSecret();
	const { session_id, place_kind_id, size, companions, locale } = own;
	const next = await tx
		.insertInto('registrations')
		.values({
			...{ session_id, place_kind_id, size, companions, locale, ...form, state: 'registered' },
			...{ token_hash: hashed(secret), made_at: at, state_at: at }
		})
		.returningAll()
		.executeTakeFirstOrThrow();
	await issueTickets(tx, [{ ...next, holders: holdersOf({ name: form.name, companions }) }], at);
	await leaveSteps(
		tx,
		[
			{ id: own.id, state: 'cancelled', why: 'handed-on' },
			{ id: next.id, state: 'registered', why: 'handed-to' }
		],
		at
	);
	const place = await placeOf(tx, place_kind_id);
	const tell = (kind: LetterKind, one: Registration, link: string) =>
		tellAll(tx, { talk, kind, place }, [{ ...one, token: link }], at);
	await tell('handed-on', own, token);
	await tell('handed-to', next, secret);
	await noteAll(tx, [
		lineOn(talk, own.id, { verb: 'registration.handed-on', at }),
		lineOn(talk, next.id, { verb: 'registration.registered', at })
	]);
}
