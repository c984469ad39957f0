import { ticketPdf } from '#domain/registrations/printed.read.server.ts';
import { ticketByLink } from '#domain/registrations/tickets.read.server.ts';
import { ticketIsRevoked } from '#domain/registrations/tickets.rules.ts';
import { problem } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** A ticket to print, made when it is asked for. One that is no longer good is not printed. */
export async function GET({ params, locals: { db, locale } }) {
	const ticket = await ticketByLink(reading(db), params.token);
	if (ticket.revoked_at) return problem(ticketIsRevoked());
	const bytes = await ticketPdf(ticket, locale);
	const disposition = `attachment; filename="ticket-${ticket.code.slice(-4)}.pdf"`;
	return new Response(bytes, { headers: { 'content-type': 'application/pdf', 'content-disposition': disposition } });
}
