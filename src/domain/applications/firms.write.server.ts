import { sql } from 'kysely';
import type { Tx } from '#lib/db.server.ts';

/** A firm as an application names it, and by whom. */
export type Firm = { registration_number: string; name: string; made_at: Date; applicant: string };

/**
 * Leaves these firms, and answers with their ids by registration number. A firm's name is as its applicant writes it,
 * until somebody else has applied for it too: nobody renames a firm from another call by knowing its number. In the
 * order of their numbers: two calls' batches do not wait for each other.
 */
export async function keepFirms(tx: Tx, named: Firm[]): Promise<Map<string, string>> {
	const firms = named
		.filter(({ registration_number }) => registration_number)
		.sort((a, b) => (a.registration_number < b.registration_number ? -1 : 1));
	if (firms.length === 0) return new Map();
	const given = sql`json_to_recordset(${JSON.stringify(firms)}::json)
		as firm(registration_number text, name text, made_at timestamptz, applicant uuid)`;
	const { rows } = await sql<{ id: string; registration_number: string }>`
		insert into organisations (registration_number, name, made_at)
		select registration_number, name, made_at from ${given}
		on conflict (registration_number) do update set name = case when exists (
			select from ${given} join applications on applicant_id <> applicant
			where firm.registration_number = excluded.registration_number and organisation_id = organisations.id
		) then organisations.name else excluded.name end
		returning id, registration_number`.execute(tx);
	return new Map(rows.map(({ id, registration_number }) => [registration_number, id]));
}
