import { gatheringInWords } from '#domain/invitations/letters.mail.ts';
import { gatheringOf, invitationByToken } from '#domain/invitations/read.server.ts';
import { undoMinutes, type Reply } from '#domain/invitations/rules.ts';
import { replyInvitation } from '#domain/invitations/write.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** Shows the invitation; whatever opens the link only to look (a mail scanner, a preview) changes nothing. */
export async function load({ params, locals: { db, arrivedAt } }) {
	const invitation = await invitationByToken(reading(db), params.token);
	const gathering = await gatheringOf(reading(db), invitation.call_id);
	const { state, reply_by, organisation, track_name, came_from, moved_on } = invitation;
	const { call } = gathering;
	return {
		...{ state, reply_by, organisation, track_name, came_from, moved_on, undoMinutes, now: arrivedAt },
		...{ words: gatheringInWords(gathering), guest: gathering.guest, host: call.host.name },
		...{ zone: call.stop.time_zone, mapUrl: call.stop.map_url, city: call.stop.city },
		mayReply: reply_by > arrivedAt && state !== 'lapsed' && !moved_on
	};
}

type Event = { request: Request; params: { token: string }; locals: App.Locals };

const replying =
	(reply: Reply) =>
	async ({ request, params, locals: { db, arrivedAt } }: Event) => {
		const data = await request.formData();
		return forForm(data, () => replyInvitation(db, params.token, reply, arrivedAt));
	};

export const actions = { accept: replying('accept'), decline: replying('decline'), undo: replying('undo') };
