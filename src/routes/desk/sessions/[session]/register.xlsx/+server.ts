import { exportRegister } from '#domain/registrations/desk.write.server.ts';
import { registerTable } from '#domain/registrations/exports.rules.ts';
import { streamed } from '#lib/streamed.server.ts';
import { xlsx } from '#lib/xlsx.server.ts';
import { ownSession } from '../hosting.ts';

/** Everybody in a session's register, as a workbook. */
export async function GET(event) {
	const { session, who } = await ownSession(event);
	const { db, locale, arrivedAt } = event.locals;
	const pieces = xlsx(registerTable(await exportRegister(db, who, session.id, arrivedAt), locale));
	return streamed(pieces, {
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		name: `register-${session.slug}.xlsx`
	});
}
