import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Erased } from '#db/kinds.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { sessionsToErase } from './read.server.ts';
import { erasedKinds, type ErasedKind, type Erasure } from './rules.ts';

/**
 * Destroys what was said to register for a session, some time after it, once. Answers with the record's id, or null where
 * the day has not come or it is done. That there was a registration, of which kind and what became of it stays.
 */
export function eraseRegister(db: Db, sessionId: string, at: Date): Promise<string | null> {
	return together(db, async (tx) => {
		await tx.selectFrom('registers').select('session_id').where('session_id', '=', sessionId).forUpdate().execute();
		const due = (await sessionsToErase(reading(tx), at)).find(({ id }) => id === sessionId);
		if (!due) return null;
		const id = randomUUID();
		const counted: Counted = new Map();
		await eraseRegistrations(tx, sql`session_id = ${sessionId}`, counted, at);
		const record = { id, rule: 'kept-until' as const, call_id: null, session_id: sessionId, due_on: due.on };
		await leaveRecord(tx, record, counted, at);
		const detail = { count: counted.get('registrations') ?? 0, until: due.on };
		await note(tx, { at, by: null, callId: null, verb: 'erasure.done', about: id, detail });
		return id;
	});
}

export type Counted = Map<ErasedKind, number>;
type Record = Pick<Erasure, 'id' | 'call_id' | 'due_on'> & {
	rule: 'asked' | 'kept-until' | 'deleted';
	stop_id?: string;
	session_id?: string;
};

/** Leaves the record of a destruction: how many rows of what, by which rule. */
export async function leaveRecord(tx: Tx, record: Record, counted: Counted, at: Date): Promise<void> {
	const counts: Erased[] = erasedKinds.map((what) => ({ what, rows: counted.get(what) ?? 0 }));
	await tx
		.insertInto('erasures')
		.values({ ...record, counts: JSON.stringify(counts), erased_at: at })
		.execute();
}

/** Does a statement and answers how many rows it touched. */
export async function rowsOf(tx: Tx, statement: RawBuilder<unknown>): Promise<number> {
	return Number((await statement.execute(tx)).numAffectedRows ?? 0);
}

/** Does a statement and counts its rows to the others of its kind. */
export function counting(tx: Tx, counted: Counted) {
	return async (what: ErasedKind, statement: RawBuilder<unknown>): Promise<void> => {
		counted.set(what, (counted.get(what) ?? 0) + (await rowsOf(tx, statement)));
	};
}

/** Erases who registered. How many came of which kind and what became of it stays; who they were and letters do not. */
export async function eraseRegistrations(
	tx: Tx,
	which: RawBuilder<unknown>,
	counted: Counted,
	at: Date
): Promise<void> {
	const erase = counting(tx, counted);
	const these = sql`(select id from registrations where ${which} and erased_at is null)`;
	await erase(
		'letters',
		sql`delete from letters where id in (select letter_id from registration_letters where registration_id in ${these})`
	);
	await sql`delete from registration_links where registration_id in ${these}`.execute(tx);
	await sql`update registration_steps set why = '' where registration_id in ${these} and why <> ''`.execute(tx);
	await erase(
		'tickets',
		sql`update tickets set name = '', revoked_at = coalesce(revoked_at, ${at}),
			revoked_why = coalesce(revoked_why, 'erased') where registration_id in ${these}`
	);
	await eraseAfterwards(tx, sql`(select id from tickets where registration_id in ${these})`, at);
	await erase(
		'registrations',
		sql`update registrations set name = null, email = null, phone = null, affiliation = '', companions = '{}',
			browser_hash = null, intent = null, token_hash = sha256(convert_to('erased ' || id::text, 'UTF8')), erased_at = ${at}
			where ${which} and erased_at is null`
	);
}

/** Erases what was given to these tickets' holders afterwards: the names on certificates, and who was asked. */
export async function eraseAfterwards(tx: Tx, tickets: RawBuilder<unknown>, at: Date): Promise<void> {
	await sql`update certificates set name = '', signature = '', token_hash = sha256(convert_to('erased ' || id::text, 'UTF8')),
		erased_at = ${at} where ticket_id in ${tickets} and erased_at is null`.execute(tx);
	await sql`update survey_answers set link_hash = null where link_hash in (
		select token_hash from survey_links join tickets on tickets.attendee_id = survey_links.attendee_id
			or tickets.registration_id = survey_links.registration_id where tickets.id in ${tickets})`.execute(tx);
	await sql`delete from survey_links using tickets where tickets.id in ${tickets}
		and (tickets.attendee_id = survey_links.attendee_id
			or tickets.registration_id = survey_links.registration_id)`.execute(tx);
}
