import { encodeQR } from 'qr';
import type { Db, Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { isSignedBy, publicKeyFor, signed, signingKey, type SigningKey } from '#lib/signing.server.ts';
import {
	bodyOf,
	hoursOf,
	kindInTicket,
	saidOfTicketLink,
	secretOf,
	sessionInTicket,
	ticketLinkPurpose,
	ticketNotFound,
	toSign,
	trialPurpose,
	type Stated
} from './tickets.rules.ts';

/**
 * What a ticket's page goes by: `/tickets/<this>`. It is the ticket's id with our signature: not to be guessed, and not
 * what its picture says, so that whoever sees the picture at the door cannot open the page.
 */
export async function ticketLink(db: Db, ticketId: string, at: Date): Promise<string> {
	const key = await signingKey(db, ticketLinkPurpose, at);
	return `${ticketId}.${signed(saidOfTicketLink(ticketId), key)}`;
}

/** A ticket by its own link, worthless ones too: the page says so. Refuses any other link as one that is not there. */
export async function ticketByLink(db: Reader, link: string) {
	const [id = '', signature = ''] = link.split('.');
	const key = await publicKeyFor(db, ticketLinkPurpose);
	if (!isId(id) || !key || !isSignedBy(key, saidOfTicketLink(id), signature)) throw ticketNotFound();
	return tickets(db).where('tickets.id', '=', id).executeTakeFirstOrThrow(ticketNotFound);
}

export type Ticket = Awaited<ReturnType<typeof ticketByLink>>;

type Whose = { registration_id: string } | { attendee_id: string };

/** The good tickets of a registration or of somebody invited, in the order of who comes, each with its link. */
export async function ticketsOf(db: Db, whose: Whose, at: Date): Promise<(Ticket & { link: string })[]> {
	const [column, id] = Object.entries(whose)[0] as ['registration_id' | 'attendee_id', string];
	const rows = await tickets(db)
		.where(column, '=', id)
		.where('revoked_at', 'is', null)
		.orderBy('starts_at')
		.orderBy('nth')
		.execute();
	return Promise.all(rows.map(async (row) => ({ ...row, link: await ticketLink(db, row.id, at) })));
}

function tickets(db: Reader) {
	return db
		.selectFrom('tickets')
		.innerJoin('sessions', 'sessions.id', 'tickets.session_id')
		.innerJoin('stops', 'stops.id', 'sessions.stop_id')
		.leftJoin('halls', 'halls.id', 'hall_id')
		.innerJoin('hosts', 'hosts.id', 'stops.host_id')
		.leftJoin('registrations', 'registrations.id', 'registration_id')
		.leftJoin('place_kinds', 'place_kinds.id', 'place_kind_id')
		.select([
			'tickets.id',
			'tickets.number',
			'tickets.name',
			'code',
			'secret',
			'revoked_at',
			'revoked_why',
			'issued_at'
		])
		.select(['sessions.id as session_id', 'sessions.slug', 'sessions.title', 'starts_at', 'ends_at', 'cancelled_at'])
		.select(['stops.city', 'stops.hall as stop_hall', 'address', 'map_url', 'time_zone', 'halls.name as hall'])
		.select(['hosts.name as host', 'place_kinds.name as kind', 'registration_id', 'attendee_id', 'guid']);
}

type Which = { session_id: string; code: string; isTrial: boolean };

/** The text of one ticket's picture, signed. */
export function signedTicket(
	{ session_id, code, isTrial }: Which,
	{ key, stated }: { key: SigningKey; stated: Stated }
): string {
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

/** A QR code of a text as one path of unit squares, and how wide it is: with half its quiet zone, the rest is the page's. */
export function squaresOf(text: string): { path: string; width: number } {
	const rows = encodeQR(text, 'raw', { border: 2, ecc: 'medium' });
	const squares = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
	return { path: squares.join(''), width: rows.length };
}
