import { gate } from '#domain/people/gate.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { exportRegister } from '#domain/registrations/desk.write.server.ts';
import { registerTable } from '#domain/registrations/exports.rules.ts';
import { csvLines } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';

/** Everybody in a session's register, as a table. */
export async function GET({ params, locals: { db, visitor, locale, arrivedAt } }) {
	const session = await sessionBySlug(reading(db), params.session);
	const who = gate.hostOrganiser(visitor, session.host_id);
	const lines = csvLines(registerTable(await exportRegister(db, who, session.id, arrivedAt), locale));
	return streamed(lines, { type: 'text/csv; charset=utf-8', name: `register-${session.slug}.csv` });
}
