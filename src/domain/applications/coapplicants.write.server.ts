import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { post } from '#lib/mail.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { inWords, type Locale } from '#lib/words.ts';
import { written } from '#lib/zone.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant, SignedIn } from '#domain/people/rules.ts';
import type { CoapplicantForm } from './coapplicants.form.ts';
import { answeredLetter, leadLetter, togetherLetter } from './coapplicants.mail.ts';
import { coapplicantByToken, sharedApplication } from './coapplicants.read.server.ts';
import {
	coapplicantNotFound,
	coapplicantState,
	daysToAnswer,
	invitedAlready,
	leadHasOwn,
	linkOver,
	mostAsked,
	mostCoapplicants,
	notAccepted,
	notOffered,
	tooManyTogether,
	yourself
} from './coapplicants.rules.ts';
import { checkHours } from './hours.read.server.ts';
import { callForm, ownApplication, writesTo } from './read.server.ts';
import { nothingWritten } from './rules.ts';

/**
 * Invites somebody to apply together: leaves them with the hash of a personal link, and a letter with it. Says the same
 * whether or not the address is known here. Refuses outside the call's hours, without an application, oneself, somebody
 * invited already, and more than may be.
 */
export async function inviteCoapplicant(db: Db, who: Applicant, sent: CoapplicantForm, at: Date): Promise<void> {
	const [form, person] = await Promise.all([callForm(reading(db), who.callId), writesTo(reading(db), who.personId)]);
	if (sent.email === person.email) throw yourself();
	await together(db, async (tx) => {
		const own = await holdLed(tx, who);
		await checkHours(reading(tx), who, { form, trackId: own.track_id }, at);
		await checkRoom(tx, own.id, sent.email);
		const token = newSecret();
		const expires_at = new Date(at.getTime() + daysToAnswer * 86_400_000);
		const { id } = await tx
			.insertInto('coapplicants')
			.values({ application_id: own.id, ...sent, token_hash: hashed(token), invited_at: at, expires_at })
			.returning('id')
			.executeTakeFirstOrThrow();
		const locale = person.locale as Locale;
		const told = { title: inWords(form.call.title, locale), who: person.name || person.email };
		const until = written(expires_at, form.call.zone, locale);
		const link = `${form.call.site}/coapplicants/${token}`;
		await post(tx, togetherLetter(sent.email, { ...told, link, until }, locale), at);
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'coapplicant.invited', about: id });
	});
}

// The row is held: of two invitations at once the second sees the first.
async function holdLed(tx: Tx, who: Applicant) {
	const own = await ownApplication(reading(tx), who);
	if (!own) throw nothingWritten();
	await tx.selectFrom('applications').select('id').where('id', '=', own.id).forUpdate().execute();
	return own;
}

async function checkRoom(tx: Tx, applicationId: string, email: string): Promise<void> {
	const all = await tx
		.selectFrom('coapplicants')
		.select(['email', 'removed_at', 'declined_at'])
		.where('application_id', '=', applicationId)
		.execute();
	const there = all.filter(({ removed_at }) => !removed_at);
	if (there.some((one) => one.email === email)) throw invitedAlready();
	const counted = there.filter(({ declined_at }) => !declined_at).length;
	if (counted >= mostCoapplicants || all.length >= mostAsked) throw tooManyTogether();
}

/**
 * Takes somebody out of the applicant's own application at once: their link and their access end. Twice changes nothing.
 * Refuses somebody else's as not there, and outside the call's hours.
 */
export async function removeCoapplicant(db: Db, who: Applicant, id: string, at: Date): Promise<void> {
	const form = await callForm(reading(db), who.callId);
	await together(db, async (tx) => {
		const own = await holdLed(tx, who);
		await checkHours(reading(tx), who, { form, trackId: own.track_id }, at);
		await takeOut(tx, { id, applicationId: own.id }, at);
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'coapplicant.removed', about: id });
	});
}

async function takeOut(tx: Tx, { id, applicationId }: { id: string; applicationId: string }, at: Date): Promise<void> {
	const { numUpdatedRows } = isId(id)
		? await tx
				.updateTable('coapplicants')
				.set((eb) => ({ removed_at: eb.fn.coalesce('removed_at', eb.val(at)), lead_offered_at: null }))
				.where('id', '=', id)
				.where('application_id', '=', applicationId)
				.executeTakeFirst()
		: { numUpdatedRows: 0n };
	if (numUpdatedRows === 0n) throw coapplicantNotFound();
}

/** Leaves an application one takes part in: what only its lead can do to others, anybody may do to themselves, always. */
export function leaveApplication(db: Db, who: SignedIn, applicationId: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const shared = await sharedApplication(reading(tx), who, applicationId);
		await takeOut(tx, { id: shared.mine_id, applicationId: shared.id }, at);
		await note(tx, { at, by: who.personId, callId: shared.call_id, verb: 'coapplicant.left', about: shared.mine_id });
	});
}

/**
 * Leaves the answer of whoever holds a personal link, and a letter to whoever leads. The same again changes nothing.
 * Refuses a link that is over, was answered the other way, or whose holder was removed. What the link gives is only the
 * answer: to read the application one signs in with the address it was sent to.
 */
export function answerInvitation(db: Db, token: string, accepts: boolean, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const { id } = await coapplicantByToken(reading(tx), token);
		await tx.selectFrom('coapplicants').select('id').where('id', '=', id).forUpdate().execute();
		const mine = await coapplicantByToken(reading(tx), token);
		const state = coapplicantState(mine, at);
		if (state === (accepts ? 'accepted' : 'declined')) return;
		if (state !== 'invited') throw linkOver();
		await tx
			.updateTable('coapplicants')
			.set(accepts ? { accepted_at: at } : { declined_at: at })
			.where('id', '=', id)
			.execute();
		const locale = mine.lead_locale as Locale;
		const link = `${await siteOf(reading(tx), { call: mine.call_id })}/calls/${mine.slug}/mine/coapplicants`;
		const told = { title: inWords(mine.title, locale), who: mine.name, link };
		await post(tx, answeredLetter(mine.lead_email, told, { accepts, locale }), at);
		const verb = accepts ? 'coapplicant.accepted' : 'coapplicant.declined';
		await note(tx, { at, by: null, callId: mine.call_id, verb, about: id });
	});
}

/**
 * Asks somebody who has accepted to lead the application from now on, by letter. Asking another takes the offer back
 * from the first; the same again changes nothing. Refuses outside the call's hours and whoever has not accepted.
 */
export async function offerLead(db: Db, who: Applicant, id: string, at: Date): Promise<void> {
	const [form, person] = await Promise.all([callForm(reading(db), who.callId), writesTo(reading(db), who.personId)]);
	await together(db, async (tx) => {
		const own = await holdLed(tx, who);
		await checkHours(reading(tx), who, { form, trackId: own.track_id }, at);
		const there = tx.selectFrom('coapplicants').selectAll().where('application_id', '=', own.id);
		const one = isId(id)
			? await there.where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst()
			: undefined;
		if (!one) throw coapplicantNotFound();
		if (!one.accepted_at) throw notAccepted();
		if (one.lead_offered_at) return;
		await tx.updateTable('coapplicants').set({ lead_offered_at: null }).where('application_id', '=', own.id).execute();
		await tx.updateTable('coapplicants').set({ lead_offered_at: at }).where('id', '=', id).execute();
		const locale = person.locale as Locale;
		const link = `${form.call.site}/applications/${own.id}`;
		const told = { title: inWords(form.call.title, locale), who: person.name || person.email, link };
		await post(tx, leadLetter(one.email, told, locale), at);
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'coapplicant.asked-to-lead', about: id });
	});
}

/**
 * Takes the lead of an application that was offered: it is theirs from now on, with its number, receipts and place in
 * the log; who led before stays as a co-applicant. Refuses what was not offered, outside the call's hours, and somebody
 * who has begun an application of their own in the call.
 */
export async function takeLead(db: Db, who: SignedIn, applicationId: string, at: Date): Promise<void> {
	const { call_id } = await sharedApplication(reading(db), who, applicationId);
	const form = await callForm(reading(db), call_id);
	await together(db, async (tx) => {
		await tx.selectFrom('applications').select('id').where('id', '=', applicationId).forUpdate().execute();
		const shared = await sharedApplication(reading(tx), who, applicationId);
		if (!shared.lead_offered_at) throw notOffered();
		const lead = { personId: shared.lead_id, callId: call_id };
		await checkHours(reading(tx), lead, { form, trackId: shared.track_id }, at);
		if (await ownApplication(reading(tx), { personId: who.personId, callId: call_id })) throw leadHasOwn();
		await tx.updateTable('applications').set({ applicant_id: who.personId }).where('id', '=', shared.id).execute();
		await takeOut(tx, { id: shared.mine_id, applicationId: shared.id }, at);
		await keepFormerLead(tx, shared, at);
		const detail = { from: shared.lead_id, to: who.personId };
		await note(tx, {
			at,
			by: who.personId,
			callId: call_id,
			verb: 'application.handed-over',
			about: shared.id,
			detail
		});
	});
}

type Led = { id: string; lead_email: string; lead_name: string };

async function keepFormerLead(tx: Tx, { id, lead_email, lead_name }: Led, at: Date): Promise<void> {
	const former = { application_id: id, email: lead_email, name: lead_name || lead_email, role: '', may_edit: true };
	const link = { token_hash: hashed(newSecret()), invited_at: at, expires_at: at, accepted_at: at };
	await tx
		.insertInto('coapplicants')
		.values({ ...former, ...link })
		.execute();
}
