import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { exportedReviews } from '#domain/reviews/exports.read.server.ts';
import { reviewTable } from '#domain/reviews/exports.rules.ts';
import { tellReviewsExport } from '#domain/reviews/exports.write.server.ts';

import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';
import { inWords } from '#lib/words.ts';
import { xlsx } from '#lib/xlsx.server.ts';

/** Every finished review as a table, as far as the reader may see it. That it went out is a fact: the journal tells it. */
export async function GET({ params, locals: { db, visitor, locale, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const eyes = { organiser: hasRole(visitor, 'organiser', call) };
	const whole = await wholeCall(reading(db), call);
	const reviews = await exportedReviews(reading(db), whole, eyes);
	const criteria = whole.criteria.map(({ key, name }) => ({ key, name: inWords(name, locale) }));
	await tellReviewsExport(db, who, { kind: 'reviews', rows: reviews.length }, arrivedAt);
	const pieces = xlsx(reviewTable(reviews, criteria, { locale, hasComments: eyes.organiser }));
	return streamed(pieces, {
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		name: `reviews-${call.slug}.xlsx`
	});
}
