import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { kindsOf } from './read.server.ts';
import { left, type RegistrationState } from './rules.ts';
import { byTurn } from './waiting.rules.ts';

export type Looking = { text?: string; state?: RegistrationState; from?: number };

const pageRows = 50;

/** Those in a session's register that are looked for, by their name, address or affiliation, and how many there are. */
export async function lookedFor(db: Reader, sessionId: string, { text = '', state, from = 0 }: Looking) {
	const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
	let rows = db
		.selectFrom('registrations')
		.innerJoin('place_kinds', 'place_kinds.id', 'place_kind_id')
		.where('registrations.session_id', '=', sessionId)
		.where('registrations.email', 'is not', null)
		.where((eb) =>
			eb.or([
				eb('registrations.name', 'ilike', like),
				eb('email', 'ilike', like),
				eb('affiliation', 'ilike', like),
				eb(eb.fn('array_to_string', ['registrations.companions', eb.val(' ')]), 'ilike', like)
			])
		);
	if (state) rows = rows.where('state', '=', state);
	const [{ count }, shown] = await Promise.all([
		rows.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
		rows
			.select(['registrations.id', 'number', 'registrations.name', 'email', 'affiliation', 'registrations.companions'])
			.select(['size', 'state', 'state_at', 'until', 'rank', 'place_kind_id', 'place_kinds.name as place'])
			.orderBy('number')
			.limit(pageRows)
			.offset(from)
			.execute()
	]);
	return { count, rows: shown, next: from + pageRows < count ? from + pageRows : null };
}

/** The registrations after one, in the order of their ids, which no change moves; one more than wanted tells that there are more. */
export async function registrationsAfter(
	db: Reader,
	sessionId: string,
	{ after, limit, state }: { after: string | undefined; limit: number; state?: RegistrationState }
) {
	if (after !== undefined && !isId(after)) throw fieldsRefused({ cursor: 'lib.not-a-choice' });
	let rows = db
		.selectFrom('registrations')
		.innerJoin('place_kinds', 'place_kinds.id', 'place_kind_id')
		.select(['registrations.id', 'number', 'registrations.name', 'email', 'affiliation', 'registrations.companions'])
		.select(['size', 'state', 'state_at', 'place_kinds.name as place'])
		.where('registrations.session_id', '=', sessionId)
		.where('registrations.email', 'is not', null);
	if (state) rows = rows.where('state', '=', state);
	if (after) rows = rows.where('registrations.id', '>', after);
	return rows
		.orderBy('registrations.id')
		.limit(limit + 1)
		.execute();
}

/** How many registrations and places of each kind are in each state. */
function countsOf(db: Reader, sessionId: string) {
	return db
		.selectFrom('registrations')
		.select((eb) => [
			'place_kind_id',
			'state',
			eb.fn.countAll<number>().as('count'),
			eb.fn.sum<number>('size').as('size')
		])
		.where('session_id', '=', sessionId)
		.groupBy(['place_kind_id', 'state'])
		.execute();
}

/** Everybody in a register with an address, as they came, and where those who wait stand. */
export async function exportedRegister(db: Reader, sessionId: string) {
	const rows = await db
		.selectFrom('registrations')
		.innerJoin('place_kinds', 'place_kinds.id', 'place_kind_id')
		.select(['number', 'rank', 'place_kind_id', 'place_kinds.name as place', 'state', 'size', 'state_at', 'made_at'])
		.select(['registrations.name', 'email', 'affiliation', 'registrations.companions', 'locale'])
		.where('registrations.session_id', '=', sessionId)
		.where('email', 'is not', null)
		.orderBy('number')
		.execute();
	const line = rows.filter(({ state }) => state === 'waiting').toSorted(byTurn);
	return rows.map((row) => {
		const own = line.filter(({ place_kind_id }) => place_kind_id === row.place_kind_id).indexOf(row);
		return { ...row, position: own < 0 ? null : own + 1 };
	});
}

/** A session's register, or undefined before there is one. */
export function registerIfAny(db: Reader, sessionId: string) {
	return db.selectFrom('registers').selectAll().where('session_id', '=', sessionId).executeTakeFirst();
}

/** A session's register as its desk sees it: how it is run, each kind with its counts, and who is looked for. */
export async function deskView(db: Reader, sessionId: string, looking: Looking) {
	const [register, kinds, counts, found] = await Promise.all([
		registerIfAny(db, sessionId),
		kindsOf(db, sessionId),
		countsOf(db, sessionId),
		lookedFor(db, sessionId, looking)
	]);
	const of = (kindId: string, state: string) =>
		counts.find((one) => one.place_kind_id === kindId && one.state === state) ?? { count: 0, size: 0 };
	return {
		register: register ?? null,
		kinds: kinds.map((kind) => ({
			...{ ...kind, left: left(kind), asked: of(kind.id, 'asked').count, waiting: of(kind.id, 'waiting').count },
			...{ held: of(kind.id, 'held').size, offered: of(kind.id, 'offered').size },
			registered: of(kind.id, 'registered').size
		})),
		asked: counts.filter(({ state }) => state === 'asked').reduce((sum, { count }) => sum + count, 0),
		found
	};
}
