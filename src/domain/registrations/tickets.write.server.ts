import type { Db, Tx } from '#lib/db.server.ts';
import { together } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { newReadable } from '#lib/secret.server.ts';
import { signingKey, type SigningKey } from '#lib/signing.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { SessionOrganiser } from '#domain/people/rules.ts';
import type { Registration } from './rules.ts';
import { signedTicket } from './tickets.read.server.ts';
import { hoursOf, kindInTicket, ticketIsRevoked, ticketNotFound, ticketPurpose, type Stated } from './tickets.rules.ts';

/** Who a ticket is for, by their place in the registration: the first is who registered. */
type Holder = { nth: number; name: string };
type Of = Pick<Registration, 'id' | 'session_id'>;
type Making = { key: SigningKey; at: Date; stated: Stated };

/** Gives registrations their tickets, one for each who comes, in the transaction of what gave the places. */
export async function issueTickets(tx: Tx, given: (Of & { holders: Holder[] })[], at: Date): Promise<void> {
	const key = await signingKey(tx as Db, ticketPurpose, at);
	const ids = given.map(({ id }) => id);
	const stated = await tx
		.selectFrom('registrations')
		.innerJoin('sessions', 'sessions.id', 'registrations.session_id')
		.select(['registrations.id', 'place_kind_id', 'starts_at', 'ends_at'])
		.where('registrations.id', 'in', ids)
		.execute();
	const said = new Map(stated.map((of) => [of.id, { kind: kindInTicket(of.place_kind_id), ...hoursOf(of) }]));
	const rows = given.flatMap((one) => ticketRows(one, one.holders, { key, at, stated: said.get(one.id)! }));
	await tx.insertInto('tickets').values(rows).execute();
}

/** New tickets as they are kept. */
export function ticketRows({ id, session_id }: Of, holders: Holder[], making: Making) {
	return holders.map(({ nth, name }) => {
		const code = newReadable();
		const secret = signedTicket({ session_id, code, isTrial: false }, making);
		return { session_id, registration_id: id, nth, name, code, secret, issued_at: making.at };
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

/**
 * Makes a ticket worthless and gives who it was for a new one, with another code and another link. Answers the new
 * ticket's id. Refuses one that is worthless already, and another host's as not there.
 */
export function reissueTicket(db: Db, who: SessionOrganiser, ticketId: string, at: Date): Promise<string> {
	if (!isId(ticketId)) return Promise.reject(ticketNotFound());
	return together(db, async (tx) => {
		const old = await heldTicket(tx, who.hostId, ticketId);
		if (old.revoked_at) throw ticketIsRevoked();
		const revoked = { revoked_at: at, revoked_why: 'reissued' };
		await tx.updateTable('tickets').set(revoked).where('id', '=', old.id).execute();
		const key = await signingKey(tx as Db, ticketPurpose, at);
		const code = newReadable();
		const stated = { kind: kindInTicket(old.place_kind_id), ...hoursOf(old) };
		const { session_id, registration_id, attendee_id, nth, name } = old;
		const { id } = await tx
			.insertInto('tickets')
			.values({
				...{ session_id, registration_id, attendee_id, nth, name, code, issued_at: at },
				secret: signedTicket({ session_id, code, isTrial: false }, { key, stated })
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await note(tx, { at, by: who.personId, callId: old.call_id, verb: 'ticket.reissued', about: id });
		return id;
	});
}

function heldTicket(tx: Tx, hostId: string, ticketId: string) {
	return tx
		.selectFrom('tickets')
		.innerJoin('sessions', 'sessions.id', 'tickets.session_id')
		.innerJoin('stops', 'stops.id', 'sessions.stop_id')
		.leftJoin('registrations', 'registrations.id', 'registration_id')
		.selectAll('tickets')
		.select(['sessions.call_id', 'starts_at', 'ends_at', 'place_kind_id'])
		.where('tickets.id', '=', ticketId)
		.where('stops.host_id', '=', hostId)
		.forUpdate(['tickets'])
		.executeTakeFirstOrThrow(ticketNotFound);
}
