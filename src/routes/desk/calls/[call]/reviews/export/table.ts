import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { ReasonForm } from '#domain/reads/form.ts';
import { noteExport } from '#domain/reads/write.server.ts';
import { exportedReviews, exportedScores } from '#domain/bands/exports.read.server.ts';
import { reviewTable, scoreTable } from '#domain/bands/exports.rules.ts';
import { applicationsUnderReview } from '#domain/reviews/read.server.ts';
import { readQuery } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { streamedTable } from '#lib/streamed.server.ts';
import { inWords } from '#lib/words.ts';

type Asked = { params: { call: string }; url: URL; getClientAddress: () => string; locals: App.Locals };

/**
 * Every finished review, or every score, as a table, as far as the reader may see it. That it went out, and why, is a fact: the log
 * and the journal tell it.
 */
export async function sendTable(asked: Asked, what: 'reviews' | 'scores', kind: 'csv' | 'xlsx'): Promise<Response> {
	const { db, visitor, locale, arrivedAt } = asked.locals;
	const call = await callBySlug(reading(db), asked.params.call);
	const who = gate.auditor(visitor, call);
	const { reason } = readQuery(ReasonForm, asked.url);
	const hasComments = hasRole(visitor, 'organiser', call);
	const rows = await rowsOf();
	const ids = (await applicationsUnderReview(reading(db), call.id)).map(({ id }) => id);
	const taken = { reason, call, applicationIds: ids, address: asked.getClientAddress() };
	await noteExport(db, who, { ...taken, verb: 'reviews.exported' }, arrivedAt);
	return streamedTable(rows, kind, `${what}-${call.slug}`);

	async function rowsOf(): Promise<Iterable<string[]>> {
		const whole = await wholeCall(reading(db), call);
		if (what === 'scores') return scoreTable(await exportedScores(reading(db), whole), locale);
		const reviews = await exportedReviews(reading(db), whole, { organiser: hasComments });
		const criteria = whole.criteria.map(({ key, name }) => ({ key, name: inWords(name, locale) }));
		return reviewTable(reviews, criteria, { locale, hasComments });
	}
}
