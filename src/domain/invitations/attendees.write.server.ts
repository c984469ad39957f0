import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { hashed, newReadable, newSecret } from '#lib/secret.server.ts';
import type { Locale } from '#lib/words.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { NeedsForm, ScreenForm, SubstituteForm } from './attendees.form.ts';
import { attendeeByToken, heldAttendee, type Attendee } from './attendees.read.server.ts';
import { alreadyScreened, attendeeNotFound, attendeeState, notComing } from './attendees.rules.ts';
import { tell } from './letters.write.server.ts';
import { gatheringOf, heldInvitation, invitationByToken, type Invitation } from './read.server.ts';
import { begun, hasBegun } from './rules.ts';

/** Leaves who applied as the one who comes: they were screened with their application. Whoever was named before is out. */
export async function comeInPerson(tx: Tx, invitation: Invitation, at: Date): Promise<void> {
	await endAttendees(tx, invitation.id, at);
	await tx
		.insertInto('attendees')
		.values({
			...{ invitation_id: invitation.id, is_applicant: true, name: invitation.person || invitation.organisation },
			...{ email: invitation.email, locale: invitation.locale, pass_code: newReadable(), named_at: at, admitted_at: at }
		})
		.execute();
}

/** Ends everybody named for a place: their pass is dead, and what they need is forgotten. */
export async function endAttendees(tx: Tx, invitationId: string, at: Date, but?: string): Promise<void> {
	const ended = await tx
		.updateTable('attendees')
		.set({ ended_at: at })
		.where('invitation_id', '=', invitationId)
		.where('ended_at', 'is', null)
		.$if(but !== undefined, (update) => update.where('id', '<>', but!))
		.returning('id')
		.execute();
	if (ended.length === 0) return;
	const ids = ended.map(({ id }) => id);
	await tx.deleteFrom('attendee_needs').where('attendee_id', 'in', ids).execute();
}

async function heldComing(tx: Tx, token: string, at: Date): Promise<Invitation> {
	const { id } = await invitationByToken(tx, token);
	const invitation = await heldInvitation(tx, id);
	const { stop } = (await gatheringOf(tx, invitation)).call;
	if (hasBegun(stop, at)) throw begun();
	if (invitation.state !== 'accepted') throw notComing();
	return invitation;
}

/**
 * Names somebody else of the same organisation for its place; they wait until an organiser has screened them, and until
 * then whoever was in stays in. A later name replaces one that waits. Refuses a place not accepted, and once it has begun.
 */
export function nameSubstitute(db: Db, token: string, form: SubstituteForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const invitation = await heldComing(tx, token, at);
		await tx
			.updateTable('attendees')
			.set({ ended_at: at })
			.where('invitation_id', '=', invitation.id)
			.where('admitted_at', 'is', null)
			.where('refused_at', 'is', null)
			.where('ended_at', 'is', null)
			.execute();
		const { id } = await tx
			.insertInto('attendees')
			.values({ invitation_id: invitation.id, is_applicant: false, ...form, pass_code: newReadable(), named_at: at })
			.returning('id')
			.executeTakeFirstOrThrow();
		const { call_id: callId, application_id: application } = invitation;
		await note(tx, { at, by: null, callId, verb: 'attendee.named', about: id, detail: { application } });
	});
}

/** Has who applied come after all: at once, for they were screened. Twice changes nothing. Refuses as naming does. */
export function comeMyself(db: Db, token: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const invitation = await heldComing(tx, token, at);
		const live = await tx
			.selectFrom('attendees')
			.select(['is_applicant', 'admitted_at'])
			.where('invitation_id', '=', invitation.id)
			.where('refused_at', 'is', null)
			.where('ended_at', 'is', null)
			.execute();
		if (live.length === 1 && live[0]!.is_applicant) return;
		await comeInPerson(tx, invitation, at);
		const { call_id: callId, id } = invitation;
		await note(tx, { at, by: null, callId, verb: 'attendee.in-person', about: id });
	});
}

/**
 * Leaves what an organiser decided about a substitute, and letters. One found eligible is in, by a link and a pass of
 * their own, and whoever was in is out: that pass is dead. One refused changes nobody's. Refuses somebody of another call
 * as not there, one decided already, and once it has begun.
 */
export function screenAttendee(db: Db, who: Organiser, form: ScreenForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const { invitation_id } = await heldAttendee(tx, who.callId, form.attendee);
		const invitation = await heldInvitation(tx, invitation_id);
		const attendee = await heldAttendee(tx, who.callId, form.attendee);
		if (attendeeState(attendee) !== 'waiting') throw alreadyScreened();
		if (hasBegun((await gatheringOf(tx, invitation)).call.stop, at)) throw begun();
		const by = { screened_by: who.personId, reason: form.reason || null };
		if (form.outcome === 'eligible') await admit(tx, { invitation, attendee, by }, at);
		else {
			await tx
				.updateTable('attendees')
				.set({ refused_at: at, ...by })
				.where('id', '=', attendee.id)
				.execute();
			const reason = form.reason;
			await tellWhoApplied(tx, invitation, { kind: 'refused', attendee: attendee.name, reason }, at);
		}
		const verb = form.outcome === 'eligible' ? 'attendee.admitted' : 'attendee.refused';
		const detail = { application: invitation.application_id, ...(form.reason && { reason: form.reason }) };
		await note(tx, { at, by: who.personId, callId: who.callId, verb, about: attendee.id, detail });
	});
}

type Admission = { invitation: Invitation; attendee: Attendee; by: { screened_by: string; reason: string | null } };

async function admit(tx: Tx, { invitation, attendee, by }: Admission, at: Date): Promise<void> {
	const token = newSecret();
	await endAttendees(tx, invitation.id, at, attendee.id);
	await tx
		.updateTable('attendees')
		.set({ admitted_at: at, token_hash: hashed(token), ...by })
		.where('id', '=', attendee.id)
		.execute();
	const gathering = await gatheringOf(tx, invitation);
	const site = await siteOf(reading(tx), { call: invitation.call_id });
	const own = { to: attendee.email, locale: attendee.locale as Locale, link: `${site}/attendees/${token}` };
	const told = { ...toTell(invitation), ...own, attendee: attendee.name };
	await tell(tx, { gathering, kind: 'substitute' }, [told], at);
	await tellWhoApplied(tx, invitation, { kind: 'admitted', attendee: attendee.name }, at);
}

type Told = { kind: 'admitted' | 'refused'; attendee: string; reason?: string };

async function tellWhoApplied(tx: Tx, invitation: Invitation, { kind, ...what }: Told, at: Date): Promise<void> {
	const gathering = await gatheringOf(tx, invitation);
	await tell(tx, { gathering, kind }, [{ ...toTell(invitation), ...what }], at);
}

/** What every letter about an invitation needs to know of it. */
export function toTell(invitation: Invitation) {
	const { id: invitationId, email: to, organisation, person, track_name: track, reply_by: replyBy } = invitation;
	return { invitationId, to, locale: invitation.locale as Locale, organisation, person, track, replyBy };
}

/** Leaves what somebody who comes needs; a later word replaces it, and no need at all leaves nothing. */
export function sayNeeds(db: Db, token: string, form: NeedsForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const attendee = await attendeeByToken(tx, token);
		// Held: somebody else may be let in just now, and then nothing of theirs stays.
		const here = tx.selectFrom('attendees').select('id').where('id', '=', attendee.id).where('ended_at', 'is', null);
		await here.forUpdate().executeTakeFirstOrThrow(attendeeNotFound);
		const row = { attendee_id: attendee.id, ...form, said_at: at };
		const isNothing = form.diet.length + form.access.length === 0 && form.diet_more + form.access_more === '';
		if (isNothing) await tx.deleteFrom('attendee_needs').where('attendee_id', '=', attendee.id).execute();
		else
			await tx
				.insertInto('attendee_needs')
				.values(row)
				.onConflict((oc) => oc.column('attendee_id').doUpdateSet(row))
				.execute();
		await noteAbout(tx, attendee, 'attendee.needs-said', at);
	});
}

/** Leaves whether somebody who comes agrees to be recorded; the newest stands. The same again changes nothing. */
export function sayRecording(db: Db, token: string, consents: boolean, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const attendee = await attendeeByToken(tx, token);
		if (attendee.consents === consents) return;
		await tx.insertInto('recording_consents').values({ attendee_id: attendee.id, consents, said_at: at }).execute();
		await noteAbout(tx, attendee, consents ? 'attendee.recording-agreed' : 'attendee.recording-refused', at);
	});
}

async function noteAbout(tx: Tx, { id, invitation_id }: Attendee, verb: `attendee.${string}`, at: Date): Promise<void> {
	const { call_id: callId } = await tx
		.selectFrom('invitations')
		.select('call_id')
		.where('id', '=', invitation_id)
		.executeTakeFirstOrThrow();
	await note(tx, { at, by: null, callId, verb, about: id });
}
