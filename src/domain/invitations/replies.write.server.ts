import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { hashed, newSecret } from '#lib/secret.server.ts';
import type { Locale } from '#lib/words.ts';
import { ownApplication } from '#domain/applications/read.server.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant, Organiser } from '#domain/people/rules.ts';
import { shortNumberOf } from './attendees.read.server.ts';
import { comeInPerson, endAttendees, toTell } from './attendees.write.server.ts';
import { dropUseless, tell } from './letters.write.server.ts';
import {
	gatheringOf,
	heldInvitation,
	invitationById,
	invitationByToken,
	invitationOf,
	leftAt,
	type Gathering,
	type Invitation
} from './read.server.ts';
import type { ExtendForm } from './replies.form.ts';
import {
	begun,
	checkReply,
	hasBegun,
	invitationNotFound,
	isLapsing,
	notLater,
	notWaiting,
	remindFrom,
	replyBy,
	stateOf,
	type ReplyGiven
} from './rules.ts';
import { settingsOf } from './settings.read.server.ts';

/**
 * Leaves a reply to the invitation of a personal link: accept, decline (perhaps with a reason), or undo of either. Who
 * accepts comes in person until they name somebody; who gives the place back has nobody come. The same again changes
 * nothing but the reason. Refuses after the time to reply (who accepted may still give the place back), an undo when the
 * place has moved on, and once the gathering has begun.
 */
export async function replyInvitation(db: Db, token: string, given: ReplyGiven, at: Date): Promise<void> {
	await together(db, async (tx) => {
		const { id } = await invitationByToken(tx, token);
		const invitation = await heldInvitation(tx, id);
		const { stop } = (await gatheringOf(tx, invitation)).call;
		const isNew = checkReply(invitation, given.reply, at) === 'new';
		if (isNew && hasBegun(stop, at)) throw begun();
		if (isNew) await leaveReply(tx, invitation, { ...given, token }, at);
		if (given.reply === 'decline' && given.reason) await leaveReason(tx, id, given.reason);
	});
}

async function leaveReply(
	tx: Tx,
	invitation: Invitation,
	{ reply, token }: ReplyGiven & { token: string },
	at: Date
): Promise<void> {
	const { id, call_id: callId } = invitation;
	await tx.insertInto('replies').values({ invitation_id: id, reply, replied_at: at }).execute();
	if (reply === 'accept') await comeInPerson(tx, invitation, at);
	else await endAttendees(tx, id, at);
	if (reply !== 'undo') {
		await dropUseless(tx, { invitationId: id, kinds: ['reminder', 'extended'], because: 'answered' }, at);
		const kind = reply === 'accept' ? ('accepted' as const) : ('declined' as const);
		const gathering = await gatheringOf(tx, invitation);
		const link = `${await siteOf(reading(tx), { call: callId })}/invitations/${token}`;
		const attendee = invitation.person || invitation.organisation;
		await tell(tx, { gathering, kind }, [{ ...toTell(invitation), link, attendee }], at);
	}
	const verb = { accept: 'accepted', decline: 'declined', undo: 'undone' }[reply];
	await note(tx, { at, by: null, callId, verb: `invitation.${verb}`, about: id });
}

async function leaveReason(tx: Tx, invitationId: string, reason: string): Promise<void> {
	const newest = await tx
		.selectFrom('replies')
		.select('id')
		.where('invitation_id', '=', invitationId)
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirstOrThrow();
	await tx
		.insertInto('reply_reasons')
		.values({ reply_id: newest.id, reason })
		.onConflict((oc) => oc.column('reply_id').doUpdateSet({ reason }))
		.execute();
}

/**
 * Leaves the lapse of an invitation nobody replied to in time, and a letter. Whose own letter left so late that they had less
 * than a day is given until the end of the day after it instead. Anything else is left as it is.
 */
export function lapseInvitation(db: Db, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const invitation = await heldInvitation(tx, id);
		if (!isLapsing(invitation, at)) return;
		const gathering = await gatheringOf(tx, invitation);
		const left = await leftAt(reading(tx), id);
		const until = left && replyBy(left, 1, gathering.call.stop);
		if (until && until > invitation.reply_by && until > at) {
			const reason = m.invitations_told_late({}, { locale: invitation.locale as Locale });
			return giveTime(tx, { invitation, gathering, until, reason, by: null }, at);
		}
		await tx.insertInto('lapses').values({ invitation_id: id, lapsed_at: at }).execute();
		const asking = ['invited', 'moved-up', 'reminder', 'extended'] as const;
		await dropUseless(tx, { invitationId: id, kinds: [...asking], because: 'lapsed' }, at);
		await tell(tx, { gathering, kind: 'lapsed' }, [toTell(invitation)], at);
		await note(tx, { at, by: null, callId: invitation.call_id, verb: 'invitation.lapsed', about: id });
	});
}

/**
 * Answers with a further secret of the applicant's own invitation: whoever is signed in comes to it without the letter.
 * Refuses who is not invited as if there were no invitation.
 */
export function openInvitation(db: Db, who: Applicant, at: Date): Promise<string> {
	return together(db, async (tx) => {
		const own = await ownApplication(tx, who);
		const invitation = own && (await invitationOf(tx, own.id));
		if (!invitation) throw invitationNotFound();
		const token = await newToken(tx, invitation.id, at);
		const line = { verb: 'invitation.opened', about: invitation.id } as const;
		await note(tx, { at, by: who.personId, callId: who.callId, ...line });
		return token;
	});
}

/** A further personal link of an invitation: of the ones that are out only the hashes are kept. */
async function newLink(tx: Tx, { id, call_id }: { id: string; call_id: string }, at: Date): Promise<string> {
	return `${await siteOf(reading(tx), { call: call_id })}/invitations/${await newToken(tx, id, at)}`;
}

async function newToken(tx: Tx, invitationId: string, at: Date): Promise<string> {
	const token = newSecret();
	const row = { token_hash: hashed(token), invitation_id: invitationId, made_at: at };
	await tx.insertInto('invitation_links').values(row).execute();
	return token;
}

/**
 * Reminds of an invitation nobody has answered, by the call's own rule, once. Anything else is left as it is. Answers
 * whether a letter was written.
 */
export function remindInvitation(db: Db, id: string, at: Date): Promise<boolean> {
	return together(db, async (tx) => {
		const invitation = await heldInvitation(tx, id);
		const { remind_days } = await settingsOf(tx, invitation.call_id);
		const { reply_by } = invitation;
		if (stateOf(invitation) !== 'invited' || remind_days === null || reply_by <= at) return false;
		if (remindFrom(reply_by, remind_days) > at) return false;
		const left = await tx
			.insertInto('invitation_reminders')
			.values({ invitation_id: id, reminded_at: at })
			.onConflict((oc) => oc.doNothing())
			.returning('invitation_id')
			.executeTakeFirst();
		if (!left) return false;
		const gathering = await gatheringOf(tx, invitation);
		const phone = await shortNumberOf(tx, invitation.application_id);
		const told = { ...toTell(invitation), link: await newLink(tx, invitation, at), phone };
		await tell(tx, { gathering, kind: 'reminder' }, [told], at);
		await note(tx, { at, by: null, callId: invitation.call_id, verb: 'invitation.reminded', about: id });
		return true;
	});
}

/**
 * Gives one invited organisation more time, with a reason, and tells it by a letter with a new link. Refuses another
 * call's as not there, an answered or lapsed one, a date that is not later, and one after the gathering begins.
 */
export function extendReply(db: Db, who: Organiser, form: ExtendForm & { until: Date }, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const { id } = await invitationById(tx, who.callId, form.invitation);
		const invitation = await heldInvitation(tx, id);
		if (stateOf(invitation) !== 'invited') throw notWaiting();
		const gathering = await gatheringOf(tx, invitation);
		if (form.until <= invitation.reply_by || form.until <= at) throw notLater();
		// The end of a day is the beginning of the next: the day before the gathering may be used up.
		if (hasBegun(gathering.call.stop, new Date(form.until.getTime() - 1))) throw begun();
		const given = { until: form.until, reason: form.reason, by: who.personId };
		await giveTime(tx, { invitation, gathering, ...given }, at);
	});
}

type MoreTime = { invitation: Invitation; gathering: Gathering; until: Date; reason: string; by: string | null };

async function giveTime(tx: Tx, { invitation, gathering, until, reason, by }: MoreTime, at: Date): Promise<void> {
	const { id, call_id: callId, reply_by: before } = invitation;
	const row = { invitation_id: id, reply_by: until, reason, extended_at: at, extended_by: by };
	await tx.insertInto('reply_extensions').values(row).execute();
	const told = { ...toTell(invitation), replyBy: until, link: await newLink(tx, invitation, at), reason };
	await tell(tx, { gathering, kind: 'extended' }, [told], at);
	const detail = { from: before.toISOString(), to: until.toISOString(), reason };
	await note(tx, { at, by, callId, verb: 'invitation.extended', about: id, detail });
}
