import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { ReasonForm } from '#domain/reads/form.ts';
import { noteExport } from '#domain/reads/write.server.ts';
import { exportedReviews } from '#domain/bands/exports.read.server.ts';
import { reviewTable } from '#domain/bands/exports.rules.ts';
import { applicationsUnderReview } from '#domain/reviews/read.server.ts';
import { readQuery } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';
import { inWords } from '#lib/words.ts';
import { xlsx } from '#lib/xlsx.server.ts';

/** Every finished review as a table, as far as the reader may see it. That it went out, and why, is a fact: the log and the journal tell it. */
export async function GET({ params, url, getClientAddress, locals: { db, visitor, locale, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const { reason } = readQuery(ReasonForm, url);
	const eyes = { organiser: hasRole(visitor, 'organiser', call) };
	const whole = await wholeCall(reading(db), call);
	const reviews = await exportedReviews(reading(db), whole, eyes);
	const criteria = whole.criteria.map(({ key, name }) => ({ key, name: inWords(name, locale) }));
	const ids = (await applicationsUnderReview(reading(db), call.id)).map(({ id }) => id);
	const taken = { reason, call, applicationIds: ids, address: getClientAddress(), verb: 'reviews.exported' as const };
	await noteExport(db, who, taken, arrivedAt);
	const pieces = xlsx(reviewTable(reviews, criteria, { locale, hasComments: eyes.organiser }));
	return streamed(pieces, {
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		name: `reviews-${call.slug}.xlsx`
	});
}
