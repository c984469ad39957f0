import { NeedsForm, RecordingForm, SubstituteForm } from '#domain/invitations/attendees.form.ts';
import { attendeesOf, needsOf } from '#domain/invitations/attendees.read.server.ts';
import { comeMyself, nameSubstitute, sayNeeds, sayRecording } from '#domain/invitations/attendees.write.server.ts';
import { gatheringInWords } from '#domain/invitations/letters.mail.ts';
import { gatheringOf, invitationByToken } from '#domain/invitations/read.server.ts';
import { DeclineForm } from '#domain/invitations/replies.form.ts';
import { replyInvitation } from '#domain/invitations/replies.write.server.ts';
import { hasBegun, mayReply, undoMinutes } from '#domain/invitations/rules.ts';
import { sessionsForCall } from '#domain/programme/releases.read.server.ts';
import { shownTickets } from '#domain/registrations/tickets.rules.ts';
import { ticketsOf } from '#domain/registrations/tickets.read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { dayAfter } from '#lib/zone.ts';

/** Shows the invitation; whatever opens the link only to look (a mail scanner, a preview) changes nothing. */
export async function load({ params, locals: { db, locale, arrivedAt } }) {
	const read = reading(db);
	const invitation = await invitationByToken(read, params.token);
	const gathering = await gatheringOf(read, invitation);
	const named = await attendeesOf(read, invitation.id);
	const self = named.find(({ state, is_applicant }) => state === 'in' && is_applicant);
	const { state, reply_by, organisation, track_name, came_from, moved_on } = invitation;
	const { call, guest } = gathering;
	return {
		...{ state, reply_by, organisation, track_name, came_from, moved_on, undoMinutes, now: arrivedAt },
		...{ words: gatheringInWords(gathering, locale), guest, host: call.host.name },
		...{ zone: call.stop.time_zone, mapUrl: call.stop.map_url, stop: call.stop.slug },
		sessions: await sessionsForCall(read, { stopId: call.stop.id, callId: call.id }),
		isOver: reply_by <= arrivedAt,
		hasBegun: hasBegun(call.stop, arrivedAt),
		isAfter: hasBegun({ ...call.stop, starts_on: dayAfter(call.stop.ends_on, 1) }, arrivedAt),
		may: {
			accept: mayReply(invitation, 'accept', arrivedAt),
			decline: mayReply(invitation, 'decline', arrivedAt),
			undo: mayReply(invitation, 'undo', arrivedAt)
		},
		named: named
			.filter((one) => one.state !== 'ended')
			.map(({ id, name, title, state, reason, is_applicant }) => ({ id, name, title, state, reason, is_applicant })),
		self: self && {
			...{ pass: self.pass_code, consents: self.consents, needs: await needsOf(read, self.id) },
			tickets: shownTickets(await ticketsOf(db, { attendee_id: self.id }, arrivedAt))
		}
	};
}

type Event = { request: Request; params: { token: string }; locals: App.Locals };
type Work = (db: Db, token: string, data: FormData, at: Date) => Promise<void>;

/** Does one thing by the link; `said` tells the page what to confirm. */
const saying =
	(said: string, work: Work) =>
	async ({ request, params, locals: { db, arrivedAt } }: Event) => {
		const data = await request.formData();
		const answer = await forForm(data, () => work(db, params.token, data, arrivedAt));
		return 'done' in answer ? { said } : answer;
	};

export const actions = {
	accept: saying('reply', (db, token, _, at) => replyInvitation(db, token, { reply: 'accept' }, at)),
	decline: saying('reply', (db, token, _, at) => replyInvitation(db, token, { reply: 'decline' }, at)),
	reason: saying('reason', (db, token, data, at) =>
		replyInvitation(db, token, { reply: 'decline', ...readForm(DeclineForm, data) }, at)
	),
	undo: saying('reply', (db, token, _, at) => replyInvitation(db, token, { reply: 'undo' }, at)),
	name: saying('name', (db, token, data, at) => nameSubstitute(db, token, readForm(SubstituteForm, data), at)),
	self: saying('name', (db, token, _, at) => comeMyself(db, token, at)),
	needs: saying('needs', (db, token, data, at) => sayNeeds(db, token, readForm(NeedsForm, data), at)),
	record: saying('record', (db, token, data, at) => sayRecording(db, token, readForm(RecordingForm, data).consents, at))
};
