import { gate } from '#domain/people/gate.server.ts';
import { exportedQuestions } from '#domain/questions/exports.read.server.ts';
import { questionTable } from '#domain/questions/exports.rules.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { atGate } from '#domain/programme/rules.ts';
import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';
import { xlsx } from '#lib/xlsx.server.ts';

/** Everything asked in a session, with what became of it, as a workbook. */
export async function GET({ params, locals: { db, visitor, locale } }) {
	const session = await sessionBySlug(reading(db), params.session);
	gate.moderator(visitor, atGate(session));
	const pieces = xlsx(questionTable(await exportedQuestions(reading(db), session), locale));
	return streamed(pieces, {
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		name: `questions-${session.slug}.xlsx`
	});
}
