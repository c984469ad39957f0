import { sql } from 'kysely';
import type { Tx } from '#lib/db.server.ts';

/** One fact: who did what to which thing, in which call. No personal data: people and things go by their ids. */
export type Line = {
	at: Date;
	/** The person, or null when the clock or a stranger did it. */
	by: string | null;
	callId: string | null;
	/** Past and dotted: `application.submitted`. */
	verb: `${string}.${string}`;
	about: string;
	detail?: Record<string, unknown>;
};

/** Adds a line to the journal, in the transaction of the fact it tells. The database chains it to the line before. */
export async function note(tx: Tx, line: Line): Promise<void> {
	await noteAll(tx, [line]);
}

/** Adds many lines, in this order. */
export async function noteAll(tx: Tx, lines: Line[]): Promise<void> {
	if (lines.length === 0) return;
	const rows = lines.map(({ at, by, callId, verb, about, detail = {} }) => ({ at, by, callId, verb, about, detail }));
	// Number and hash are set by the database's own trigger; the columns only cannot be left out.
	await sql`
		insert into journal (seq, hash, at, by_id, call_id, verb, about, detail)
		select 0, ''::bytea, at, by, "callId", verb, about, detail
		from json_to_recordset(${JSON.stringify(rows)}::json)
			as line(at timestamptz, by uuid, "callId" uuid, verb text, about text, detail jsonb)`.execute(tx);
}
