import { gate } from '#domain/people/gate.server.ts';
import { exportedQuestions } from '#domain/questions/exports.read.server.ts';
import { questionTable } from '#domain/questions/exports.rules.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { atGate } from '#domain/programme/rules.ts';
import { reading } from '#lib/db.server.ts';
import { streamedTable } from '#lib/streamed.server.ts';

/** Everything asked in a session, with what became of it, as a table. */
export async function GET({ params, locals: { db, visitor, locale } }) {
	const session = await sessionBySlug(reading(db), params.session);
	gate.moderator(visitor, atGate(session));
	const rows = questionTable(await exportedQuestions(reading(db), session), locale);
	return streamedTable(rows, 'csv', `questions-${session.slug}`);
}
