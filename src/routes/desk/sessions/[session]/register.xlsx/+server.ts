import { exportRegister } from '#domain/registrations/desk.write.server.ts';
import { registerTable } from '#domain/registrations/exports.rules.ts';
import { streamedTable } from '#lib/streamed.server.ts';
import { ownSession } from '../hosting.ts';

/** Everybody in a session's register, as a workbook. */
export async function GET(event) {
	const { session, who } = await ownSession(event);
	const { db, locale, arrivedAt } = event.locals;
	const rows = registerTable(await exportRegister(db, who, session.id, arrivedAt), locale);
	return streamedTable(rows, 'xlsx', `register-${session.slug}`);
}
