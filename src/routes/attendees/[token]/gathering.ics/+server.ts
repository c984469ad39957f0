import { substituteByToken } from '#domain/invitations/attendees.read.server.ts';
import { gatheringCalendar } from '#domain/invitations/letters.mail.ts';
import { gatheringOf } from '#domain/invitations/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The gathering for a calendar, by a substitute's own link. */
export async function GET({ params, locals: { db, locale, arrivedAt } }) {
	const attendee = await substituteByToken(reading(db), params.token);
	const text = gatheringCalendar(await gatheringOf(reading(db), attendee), locale, arrivedAt);
	return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
}
