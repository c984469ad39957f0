import { exportRegister } from '#domain/registrations/desk.write.server.ts';
import { registerTable } from '#domain/registrations/exports.rules.ts';
import { csvLines } from '#lib/csv.ts';
import { streamed } from '#lib/streamed.server.ts';
import { ownSession } from '../hosting.ts';

/** Everybody in a session's register, as a table. */
export async function GET(event) {
	const { session, who } = await ownSession(event);
	const { db, locale, arrivedAt } = event.locals;
	const lines = csvLines(registerTable(await exportRegister(db, who, session.id, arrivedAt), locale));
	return streamed(lines, { type: 'text/csv; charset=utf-8', name: `register-${session.slug}.csv` });
}
