import { ticketCalendar } from '#domain/registrations/tickets.mail.ts';
import { ticketByLink } from '#domain/registrations/tickets.read.server.ts';
import { reading } from '#lib/db.server.ts';

/** A ticket's session for a calendar. */
export async function GET({ params, locals: { db, locale, arrivedAt, site } }) {
	const ticket = await ticketByLink(reading(db), params.token);
	const text = ticketCalendar(ticket, locale, { at: arrivedAt, url: `${site}/tickets/${params.token}` });
	return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
}
