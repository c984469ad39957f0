import type { Db, Tx } from '#lib/db.server.ts';
import { newReadable } from '#lib/secret.server.ts';
import { signed, signingKey, type SigningKey } from '#lib/signing.server.ts';
import type { Registration } from './rules.ts';
import { saidByTicket, ticketPurpose } from './tickets.rules.ts';

/** Who a ticket is for, by their place in the registration: the first is who registered. */
type Holder = { nth: number; name: string };
type Of = Pick<Registration, 'id' | 'session_id'>;

/** Gives a registration its tickets, one for each who comes, in the transaction of what gave the places. */
export async function issueTickets(tx: Tx, registration: Of, holders: Holder[], at: Date): Promise<void> {
	const key = await signingKey(tx as Db, ticketPurpose, at);
	await tx
		.insertInto('tickets')
		.values(ticketRows(registration, holders, { key, at }))
		.execute();
}

/** New tickets as they are kept. */
export function ticketRows({ id, session_id }: Of, holders: Holder[], { key, at }: { key: SigningKey; at: Date }) {
	return holders.map(({ nth, name }) => {
		const code = newReadable();
		const said = saidByTicket({ sessionId: session_id, code });
		return { session_id, registration_id: id, nth, name, code, secret: `${said}.${signed(said, key)}`, issued_at: at };
	});
}

/** Makes the tickets of a registration worthless, and says why. Of those that are so already nothing changes. */
export async function revokeTickets(tx: Tx, registrationId: string, why: string, at: Date): Promise<void> {
	await tx
		.updateTable('tickets')
		.set({ revoked_at: at, revoked_why: why })
		.where('registration_id', '=', registrationId)
		.where('revoked_at', 'is', null)
		.execute();
}
