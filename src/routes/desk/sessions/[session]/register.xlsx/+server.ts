import { gate } from '#domain/people/gate.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { exportRegister } from '#domain/registrations/desk.write.server.ts';
import { registerTable } from '#domain/registrations/exports.rules.ts';
import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';
import { xlsx } from '#lib/xlsx.server.ts';

/** Everybody in a session's register, as a workbook. */
export async function GET({ params, locals: { db, visitor, locale, arrivedAt } }) {
	const session = await sessionBySlug(reading(db), params.session);
	const who = gate.hostOrganiser(visitor, session.host_id);
	const pieces = xlsx(registerTable(await exportRegister(db, who, session.id, arrivedAt), locale));
	return streamed(pieces, {
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		name: `register-${session.slug}.xlsx`
	});
}
