import { redirect } from '@sveltejs/kit';
import { ticketByLink } from '#domain/registrations/tickets.read.server.ts';
import { walletNotOffered } from '#domain/registrations/tickets.rules.ts';
import { googleLink } from '#domain/registrations/wallet.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { walletGoogle } from '#lib/settings.server.ts';

/** On to Google Wallet with a ticket, where the host has keys. One that is no longer good goes into no wallet. */
export async function GET({ params, locals: { db, locale, arrivedAt } }) {
	if (!walletGoogle) throw walletNotOffered();
	const ticket = await ticketByLink(reading(db), params.token);
	const link = await googleLink(ticket, walletGoogle, { locale, at: arrivedAt });
	redirect(303, link, { external: [new URL(link).origin] });
}
