import type { Db, Tx } from '#lib/db.server.ts';
import { together } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { newReadable } from '#lib/secret.server.ts';
import { signed, signingKey, type SigningKey } from '#lib/signing.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { SessionOrganiser } from '#domain/people/rules.ts';
import type { Registration } from './rules.ts';
import {
	bodyOf,
	kindInTicket,
	secretOf,
	sessionInTicket,
	ticketIsRevoked,
	ticketNotFound,
	ticketPurpose,
	toSign,
	trialPurpose,
	type Said
} from './tickets.rules.ts';

/** Who a ticket is for, by their place in the registration: the first is who registered. */
type Holder = { nth: number; name: string };
type Of = Pick<Registration, 'id' | 'session_id'>;
/** What a ticket says besides its session and its code. */
export type Stated = Pick<Said, 'kind' | 'from' | 'until'>;
type Making = { key: SigningKey; at: Date; stated: Stated };

const dayMs = 86_400_000;

/** What the tickets of a session say of time: good from a day before until a day after, so that an hour's delay kills none. */
export function hoursOf({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }): Pick<Stated, 'from' | 'until'> {
	return { from: new Date(starts_at.getTime() - dayMs), until: new Date(ends_at.getTime() + dayMs) };
}

/** Gives a registration its tickets, one for each who comes, in the transaction of what gave the places. */
export async function issueTickets(tx: Tx, registration: Of, holders: Holder[], at: Date): Promise<void> {
	const key = await signingKey(tx as Db, ticketPurpose, at);
	const of = await tx
		.selectFrom('registrations')
		.innerJoin('sessions', 'sessions.id', 'registrations.session_id')
		.select(['place_kind_id', 'starts_at', 'ends_at'])
		.where('registrations.id', '=', registration.id)
		.executeTakeFirstOrThrow();
	const stated = { kind: kindInTicket(of.place_kind_id), ...hoursOf(of) };
	await tx
		.insertInto('tickets')
		.values(ticketRows(registration, holders, { key, at, stated }))
		.execute();
}

/** New tickets as they are kept. */
export function ticketRows({ id, session_id }: Of, holders: Holder[], making: Making) {
	return holders.map(({ nth, name }) => {
		const code = newReadable();
		const secret = signedTicket({ session_id, code, isTrial: false }, making);
		return { session_id, registration_id: id, nth, name, code, secret, issued_at: making.at };
	});
}

type Which = { session_id: string; code: string; isTrial: boolean };

/** The text of one ticket's picture, signed. */
export function signedTicket({ session_id, code, isTrial }: Which, { key, stated }: Omit<Making, 'at'>): string {
	const said = { ...stated, isTrial, code, session: sessionInTicket(session_id) };
	const body = bodyOf(said, key.publicKey);
	return secretOf(body, Buffer.from(signed(toSign(body), key), 'base64url'));
}

/** A ticket to try a door with: of no registration, kept nowhere, and good at trial doors alone. */
export async function trialTicket(db: Db, session: { id: string; starts_at: Date; ends_at: Date }, at: Date) {
	const key = await signingKey(db, trialPurpose, at);
	const stated = { kind: kindInTicket(null), ...hoursOf(session) };
	return signedTicket({ session_id: session.id, code: 'TRYTRYTRYTRY', isTrial: true }, { key, stated });
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
