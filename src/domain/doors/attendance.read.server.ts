import type { Reader } from '#lib/db.server.ts';
import type { Words } from '#lib/words.ts';
import {
	byKind,
	countOf,
	curveOf,
	noShow,
	overbookable,
	settledMs,
	type Comer,
	type KindName
} from './attendance.rules.ts';
import { booksOf } from './books.rules.ts';
import { scansOf } from './read.server.ts';

type Of = { id: string; starts_at: Date };

/** How a session fills: its curve, its kinds of place, and who stays away, as the doors have told by now. */
export async function attendanceOf(db: Reader, session: Of, at: Date) {
	const [kinds, tickets, scans] = await Promise.all([
		kindsOf(db, session.id),
		ticketsOf(db, session.id),
		scansOf(db, session.id)
	]);
	const books = booksOf(scans);
	const comers = tickets.map((ticket): Comer => ({ kind: ticket.kind, moves: books.get(ticket.id)?.moves ?? [] }));
	const named: KindName[] = comers.some(({ kind }) => kind === null) ? [...kinds, { id: null, name: invited }] : kinds;
	const all = countOf(comers);
	const away = noShow(all);
	const capacity = kinds.reduce((sum, kind) => sum + kind.capacity, 0);
	return {
		...all,
		kinds: byKind(named, comers),
		curve: curveOf(comers, at.getTime()),
		conflicts: [...books.values()].reduce((sum, { conflicts }) => sum + conflicts.length, 0),
		noShow: away && { ...away, capacity, more: overbookable(capacity, away.low) },
		isSettled: at.getTime() >= session.starts_at.getTime() + settledMs
	};
}

const invited: Words = { ko: '초청 참석자', en: 'Invited' };

async function kindsOf(db: Reader, sessionId: string) {
	const rows = await db
		.selectFrom('place_kinds')
		.select(['id', 'name', 'capacity'])
		.where('session_id', '=', sessionId)
		.orderBy('position')
		.execute();
	return rows.map(({ id, name, capacity }) => ({ id, name: name as Words, capacity }));
}

// A ticket that was revoked counts no more, also where somebody had come by it: its new one counts.
function ticketsOf(db: Reader, sessionId: string) {
	return db
		.selectFrom('tickets')
		.leftJoin('registrations', 'registrations.id', 'registration_id')
		.select(['tickets.id', 'place_kind_id as kind'])
		.where('tickets.session_id', '=', sessionId)
		.where('revoked_at', 'is', null)
		.execute();
}
