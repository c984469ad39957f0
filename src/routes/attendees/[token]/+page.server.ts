import { NeedsForm, RecordingForm } from '#domain/invitations/attendees.form.ts';
import { needsOf, substituteByToken } from '#domain/invitations/attendees.read.server.ts';
import { sayNeeds, sayRecording } from '#domain/invitations/attendees.write.server.ts';
import { gatheringInWords } from '#domain/invitations/letters.mail.ts';
import { gatheringOf } from '#domain/invitations/read.server.ts';
import { sessionsForCall } from '#domain/programme/releases.read.server.ts';
import { shownTickets } from '#domain/registrations/tickets.rules.ts';
import { ticketsOf } from '#domain/registrations/tickets.read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** What a substitute sees by the link that was sent to them: for whom they come, their pass, and what is theirs to say. */
export async function load({ params, locals: { db, locale, arrivedAt } }) {
	const attendee = await substituteByToken(reading(db), params.token);
	const gathering = await gatheringOf(reading(db), attendee);
	const { call } = gathering;
	const words = gatheringInWords(gathering, locale);
	return {
		tickets: shownTickets(await ticketsOf(db, { attendee_id: attendee.id }, arrivedAt)),
		...{ name: attendee.name, pass: attendee.pass_code, consents: attendee.consents, words },
		sessions: await sessionsForCall(reading(db), { stopId: call.stop.id, callId: call.id }),
		...{ stop: call.stop.slug, zone: call.stop.time_zone },
		...{ mapUrl: call.stop.map_url, host: call.host.name, needs: await needsOf(reading(db), attendee.id) }
	};
}

type Event = { request: Request; params: { token: string }; locals: App.Locals };
type Work = (db: Db, token: string, data: FormData, at: Date) => Promise<void>;

// By an invitation's link nobody comes here: it has a page of its own.
const saying =
	(said: string, work: Work) =>
	async ({ request, params, locals: { db, arrivedAt } }: Event) => {
		await substituteByToken(reading(db), params.token);
		const data = await request.formData();
		const answer = await forForm(data, () => work(db, params.token, data, arrivedAt));
		return 'done' in answer ? { said } : answer;
	};

export const actions = {
	needs: saying('needs', (db, token, data, at) => sayNeeds(db, token, readForm(NeedsForm, data), at)),
	record: saying('record', (db, token, data, at) => sayRecording(db, token, readForm(RecordingForm, data).consents, at))
};
