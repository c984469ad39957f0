import { ticketInWords } from '#domain/registrations/tickets.mail.ts';
import { squaresOf, ticketByLink } from '#domain/registrations/tickets.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { walletApple, walletGoogle } from '#lib/settings.server.ts';

/** A ticket by its own link: the picture for the door, the code to read aloud. One that is no longer good shows neither. */
export async function load({ params, locals: { db, locale } }) {
	const ticket = await ticketByLink(reading(db), params.token);
	const { code, ...words } = ticketInWords(ticket, locale);
	const { name, revoked_why: off, cancelled_at, map_url: mapUrl, ends_at } = ticket;
	return {
		...{ name, words, off, isCancelled: cancelled_at !== null, mapUrl, ends: ends_at },
		good: off ? null : { code, qr: squaresOf(ticket.secret) },
		wallets: { apple: walletApple !== null, google: walletGoogle !== null }
	};
}
