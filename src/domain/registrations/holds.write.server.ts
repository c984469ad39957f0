import { randomUUID } from 'node:crypto';
import { brokenRule, reading, type Db, type Tx } from '#lib/db.server.ts';
import { lanesOf, type Outcome } from '#lib/lane.ts';
import { fieldsRefused, Refusal } from '#lib/refusal.ts';
import { hashed } from '#lib/secret.server.ts';
import { noteAll, type Line } from '#domain/journal/write.server.ts';
import type { HoldForm, WhoForm } from './form.ts';
import { browserHash, tokenOfHold } from './holds.read.server.ts';
import type { Held, Joined } from './holds.rules.ts';
import {
	freePlaces,
	giveAll,
	heldKind,
	heldRegistration,
	heldRegistrations,
	leaveSteps,
	lineOn,
	offerPlaces,
	placeOf,
	placing,
	takePlaces,
	tellAll
} from './places.write.server.ts';
import { letIn } from './queue.read.server.ts';
import { addressesIn, checkAudience, heldBy, registrationByToken, standingFor, talkOf } from './read.server.ts';
import * as rules from './rules.ts';
import type { Coming, Registration } from './rules.ts';

type Wanted = HoldForm & { sessionId: string };

/**
 * Holds places of a kind for a browser until a time, so that their holder can type in peace; answers `full` when there
 * are not so many. The same press again, and any other tab, is answered with the same hold; other places or another number
 * change it. Refuses outside the register's hours, where places are not given by arrival, press places to anybody else,
 * more companions than the kind lets come, and where there is a queue whoever has not had their turn.
 * Whoever waits too long for others at the same places is told to ask again.
 */
export async function holdPlaces(db: Db, who: Coming, wanted: Wanted, at: Date): Promise<Held> {
	const browser = browserHash(who.browser);
	const { own, register, kind } = await standingFor(reading(db), wanted, browser);
	if (own && isSame(own, wanted, at)) return sameHold(who, own);
	checkHours(register, at);
	if (register.manner !== 'arrival') throw rules.notByArrival();
	if (wanted.size > 1 + kind.companions) throw rules.tooManyCompanions(kind.companions);
	const placeInQueue = await letIn(reading(db), wanted.sessionId, who.admission, at);
	await checkAudience(reading(db), who, kind, register.stop_id);
	// What was full a moment ago needs no lock to be full.
	if (!own && rules.left(kind) < wanted.size) return { is: 'full' };
	const press = { who, wanted, until: rules.heldUntil(register, at), callId: register.call_id, placeInQueue, at };
	try {
		return await (own ? changeHold(db, press, own) : lanes(db, press, kind.id));
	} catch (fault) {
		const broken = brokenRule(fault);
		if (broken === 'registrations_admitted_once') throw rules.turnTaken();
		if (!broken) throw fault;
		// Another tab of the same browser was first: its hold is the browser's.
		const first = await heldBy(reading(db), wanted.sessionId, browser);
		if (!first) throw rules.notNow();
		return sameHold(who, first);
	}
}

const isSame = (own: Registration, { kind, size }: Wanted, at: Date) =>
	own.place_kind_id === kind && own.size === size && own.until! > at;

const sameHold = ({ browser }: Coming, own: Registration): Held => ({
	...{ is: 'held', token: tokenOfHold(browser, own.session_id, own.intent!), until: own.until! }
});

export function checkHours(register: { opens_at: Date; closes_at: Date }, at: Date): void {
	if (at < register.opens_at) throw rules.notOpenYet(register.opens_at);
	if (!rules.isOpen(register, at)) throw rules.registerClosed();
}

type Press = { who: Coming; wanted: Wanted; until: Date; callId: string | null; placeInQueue: string | null; at: Date };

// Presses that come while others for the same kind are being written are written together, in one transaction.
const lanes = lanesOf((db: Db, presses: Press[], kindId) => holdTogether(db, kindId, presses));

/** Holds places for all of a batch that fit, in the order they came; each has its own outcome. */
async function holdTogether(db: Db, kindId: string, presses: Press[]): Promise<Outcome<Held>[]> {
	try {
		return await placing(db, async (tx) => {
			let free = rules.left(await heldKind(tx, kindId));
			const fitting = presses.filter(({ wanted: { size } }) => size <= free && (free -= size) >= 0);
			await leaveHolds(tx, fitting);
			return presses.map((press) => ({ done: fitting.includes(press) ? held(press) : { is: 'full' } }));
		});
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		return presses.map(() => ({ refused: fault }));
	}
}

const tokenOf = ({ who, wanted }: Press) => tokenOfHold(who.browser, wanted.sessionId, wanted.intent);
const held = (press: Press): Held => ({ is: 'held', token: tokenOf(press), until: press.until });

/** Leaves holds of one kind, which the caller holds and which has room for them; whether it had. */
async function leaveHolds(tx: Tx, presses: Press[], before: Line[] = []): Promise<boolean> {
	if (presses.length === 0) return true;
	const [{ wanted, at }] = presses as [Press];
	const count = presses.reduce((sum, press) => sum + press.wanted.size, 0);
	if (!(await takePlaces(tx, wanted.kind, count))) return false;
	const rows = presses.map((press) => ({
		...{ id: randomUUID(), session_id: press.wanted.sessionId, place_kind_id: press.wanted.kind, state: 'held' },
		...{ size: press.wanted.size, intent: press.wanted.intent, locale: press.who.locale, until: press.until },
		...{ token_hash: hashed(tokenOf(press)), browser_hash: browserHash(press.who.browser) },
		...{ made_at: press.at, state_at: press.at, queue_place_id: press.placeInQueue }
	}));
	await tx.insertInto('registrations').values(rows).execute();
	await leaveSteps(
		tx,
		rows.map(({ id }) => ({ id, state: 'held' })),
		at
	);
	const lines = rows.map(({ id, made_at }, nth) =>
		lineOn({ call_id: presses[nth]!.callId }, id, { verb: 'registration.held', at: made_at })
	);
	await noteAll(tx, [...before, ...lines]); // the journal's head last: every other writer waits for it
	return true;
}

/** Holds other places instead of those a browser holds. */
function changeHold(db: Db, press: Press, own: Registration): Promise<Held> {
	return placing(db, async (tx) => {
		// Kinds are held in one order, whichever way somebody changes between them.
		for (const each of [own.place_kind_id, press.wanted.kind].toSorted()) await heldKind(tx, each);
		const offered = await letGo(tx, own, press.at);
		if (await leaveHolds(tx, [press], offered)) return held(press);
		await noteAll(tx, offered);
		return { is: 'full' };
	});
}

/** Ends a hold, gives its places back and offers them on; answers with the journal's lines. One that is over stays so. */
async function letGo(tx: Tx, own: Registration, at: Date) {
	await heldKind(tx, own.place_kind_id);
	const { state, session_id } = await heldRegistration(tx, own.id);
	if (state !== 'held') return [];
	const gone = { state: 'expired', until: null, state_at: at, browser_hash: null };
	await tx.updateTable('registrations').set(gone).where('id', '=', own.id).execute();
	await freePlaces(tx, own.place_kind_id, own.size);
	await leaveSteps(tx, [{ id: own.id, state: 'expired', why: 'let-go' }], at);
	const talk = await talkOf(tx, session_id);
	return [
		lineOn(talk, own.id, { verb: 'registration.released', at }),
		...(await offerPlaces(tx, own.place_kind_id, at))
	];
}

/**
 * Gives held places to who holds them: leaves them registered, with a ticket for each who comes and a letter with the
 * link. The same again is answered with the same. Whose address is in the register already gets its link once more, and
 * what was held is free again. Refuses a hold that has run out, and companions without a name.
 */
export async function confirmHold(db: Db, token: string, form: WhoForm, at: Date): Promise<Joined> {
	const own = await registrationByToken(reading(db), token);
	const press = { own, token, form, at };
	try {
		return await confirmLanes(db, press, own.place_kind_id);
	} catch (fault) {
		if (brokenRule(fault) !== 'registrations_once') throw fault;
		return confirmLanes(db, press, own.place_kind_id); // the same address was first: now it is seen
	}
}

type Confirming = { own: Registration; token: string; form: WhoForm; at: Date };

const confirmLanes = lanesOf((db: Db, presses: Confirming[]) => giveTogether(db, presses));

/** Gives all of a batch of one kind of place what they hold; each has its own outcome. */
async function giveTogether(db: Db, presses: Confirming[]): Promise<Outcome<Joined>[]> {
	const emails = presses.map(({ form }) => form.email);
	const [{ own, at }] = presses as [Confirming];
	const known = await addressesIn(reading(db), own.session_id, emails);
	const verdicts = await placing(db, async (tx) => {
		const held = await heldRegistrations(
			tx,
			presses.map((press) => press.own.id)
		);
		const giving = new Set<string>();
		const judged = presses.map((press) => {
			if (giving.has(press.own.id)) return 'given'; // the same press twice in one batch
			const verdict = judge({ ...press, own: held.get(press.own.id)! }, known);
			if (verdict === 'give') giving.add(press.own.id);
			return verdict;
		});
		const given = presses.filter((_, nth) => judged[nth] === 'give');
		const rows = given.map(({ token, form, own: { id } }) => ({ ...held.get(id)!, ...form, token, why: 'by-arrival' }));
		await noteAll(tx, await giveAll(tx, rows, at));
		return judged;
	}).catch((fault: unknown) => {
		if (!(fault instanceof Refusal)) throw fault;
		return presses.map(() => ({ refused: fault }));
	});
	return Promise.all(verdicts.map((verdict, nth) => concluded(db, presses[nth]!, verdict)));
}

type Verdict = 'give' | 'given' | 'known' | { refused: Refusal };

/** What is to be done about a confirmation: to give what it holds, to say it is given or known, or to refuse it. */
function judge({ own, form, at }: Confirming, known: Set<string>): Verdict {
	if (own.state === 'registered') return 'given';
	if (own.state !== 'held' || own.until! <= at) return { refused: rules.holdExpired() };
	const missing = companionsMissing(own.size, form.companions);
	if (missing) return { refused: missing };
	if (known.has(form.email)) return 'known';
	known.add(form.email); // a second press of the batch with the same address finds it in the register
	return 'give';
}

async function concluded(db: Db, { own, token, form, at }: Confirming, verdict: Verdict): Promise<Outcome<Joined>> {
	if (typeof verdict === 'object') return verdict;
	if (verdict === 'known') return { done: await placing(db, (tx) => tellAgain(tx, own, form.email, at)) };
	return { done: { is: 'in', token } };
}

function companionsMissing(size: number, companions: string[]): Refusal | undefined {
	if (companions.length >= size - 1) return undefined;
	const missing = Array.from({ length: size - 1 - companions.length }, (_, nth) => companions.length + nth + 1);
	return fieldsRefused(Object.fromEntries(missing.map((nth) => [`companion.${nth}`, 'lib.required'])));
}

const againMs = 60 * 60_000;

// Who has typed an address is not told more than that it is known: its link goes to the address itself, once an hour.
async function tellAgain(tx: Tx, own: Registration, email: string, at: Date): Promise<Joined> {
	await sendLink(tx, { ...own, email }, at);
	await noteAll(tx, await letGo(tx, own, at));
	return { is: 'already' };
}

/** Sends the link of the registration an address has in a session to that address, at most once an hour. */
export async function sendLink(
	tx: Tx,
	{ session_id, email }: { session_id: string; email: string },
	at: Date
): Promise<void> {
	const known = await tx
		.selectFrom('registrations')
		.selectAll()
		.where('session_id', '=', session_id)
		.where('email', '=', email)
		.where('state', 'in', rules.liveStates)
		.executeTakeFirst();
	if (!known) return;
	const lately = await tx
		.selectFrom('registration_links')
		.select('registration_id')
		.where('registration_id', '=', known.id)
		.where('made_at', '>', new Date(at.getTime() - againMs))
		.executeTakeFirst();
	if (lately) return;
	const talk = await talkOf(tx, session_id);
	await tellAll(tx, { talk, kind: 'again', place: await placeOf(tx, known.place_kind_id) }, [known], at);
}

/** Lets a hold go before its time. One that is over, or was given, is left as it is. */
export async function releaseHold(db: Db, token: string, at: Date): Promise<void> {
	const own = await registrationByToken(reading(db), token);
	await placing(db, async (tx) => noteAll(tx, await letGo(tx, own, at)));
}
