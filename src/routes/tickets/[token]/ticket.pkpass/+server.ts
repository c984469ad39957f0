import { ticketByLink } from '#domain/registrations/tickets.read.server.ts';
import { walletNotOffered } from '#domain/registrations/tickets.rules.ts';
import { pkpass } from '#domain/registrations/wallet.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { walletApple } from '#lib/settings.server.ts';

/** A ticket for Apple Wallet, where the host has keys. One that is no longer good goes into no wallet. */
export async function GET({ params, locals: { db, arrivedAt } }) {
	if (!walletApple) throw walletNotOffered();
	const ticket = await ticketByLink(reading(db), params.token);
	const disposition = `attachment; filename="ticket-${ticket.code.slice(-4)}.pkpass"`;
	return new Response(await pkpass(ticket, walletApple, arrivedAt), {
		headers: { 'content-type': 'application/vnd.apple.pkpass', 'content-disposition': disposition }
	});
}
