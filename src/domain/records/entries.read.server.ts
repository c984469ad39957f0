import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { booksOf } from '#domain/doors/books.rules.ts';
import { scansOf } from '#domain/doors/read.server.ts';

/** Somebody who came in at a session: when first, by which invitation, and whether the public may know of the session. */
export type Entry = { at: Date; invitation_id: string | null; isOpen: boolean };

/** Everybody who came in at a stop's sessions, each ticket once, by the books of their doors. */
export async function entriesAt(db: Reader, stopId: string): Promise<Entry[]> {
	const tickets = await db
		.selectFrom('tickets')
		.innerJoin('sessions', 'sessions.id', 'tickets.session_id')
		.leftJoin('attendees', 'attendees.id', 'tickets.attendee_id')
		.select(['tickets.id', 'tickets.session_id', 'attendees.invitation_id'])
		.select(sql<boolean>`exists (select from open_sessions where open_sessions.session_id = sessions.id)`.as('isOpen'))
		.where('sessions.stop_id', '=', stopId)
		.execute();
	const sessions = [...new Set(tickets.map(({ session_id }) => session_id))];
	const scans = (await Promise.all(sessions.map((id) => scansOf(db, id)))).flat();
	const books = booksOf(scans);
	return tickets.flatMap(({ id, invitation_id, isOpen }) => {
		const first = books.get(id)?.moves[0];
		return first ? [{ at: new Date(first.at), invitation_id, isOpen }] : [];
	});
}
