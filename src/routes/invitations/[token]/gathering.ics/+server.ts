import { gatheringCalendar } from '#domain/invitations/letters.mail.ts';
import { gatheringOf, invitationByToken } from '#domain/invitations/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The gathering for a calendar, by the personal link. */
export async function GET({ params, locals: { db, locale, arrivedAt } }) {
	const invitation = await invitationByToken(reading(db), params.token);
	const text = gatheringCalendar(await gatheringOf(reading(db), invitation), locale, arrivedAt);
	return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
}
