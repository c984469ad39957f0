import { gate } from '#domain/people/gate.server.ts';
import { exportedQuestions } from '#domain/questions/exports.read.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { atGate } from '#domain/programme/rules.ts';
import { reading } from '#lib/db.server.ts';

/** Everything asked in a session, with each act, vote and translation, for machines and for the record. */
export async function GET({ params, locals: { db, visitor, arrivedAt } }) {
	const session = await sessionBySlug(reading(db), params.session);
	gate.moderator(visitor, atGate(session));
	const questions = await exportedQuestions(reading(db), session);
	const { slug, title } = session;
	const body = { kind: 'madang/questions/v1', session: slug, title, at: arrivedAt.toISOString(), questions };
	return new Response(JSON.stringify(body, null, '\t') + '\n', {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="questions-${slug}.json"`
		}
	});
}
