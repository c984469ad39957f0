import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { methodOf } from '#domain/reviews/calibration.read.server.ts';
import { exportedReviews, exportedScores } from '#domain/reviews/exports.read.server.ts';
import { tellReviewsExport } from '#domain/reviews/exports.write.server.ts';
import { reading } from '#lib/db.server.ts';

/** Reviews, scores and bands for machines, as far as the reader may see them. That they went out is a fact: the journal tells it. */
export async function GET({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const eyes = { organiser: hasRole(visitor, 'organiser', call) };
	const whole = await wholeCall(reading(db), call);
	const [reviews, scores, method] = [
		await exportedReviews(reading(db), whole, eyes),
		await exportedScores(reading(db), whole),
		await methodOf(reading(db), call.id)
	];
	await tellReviewsExport(db, who, { kind: 'all', rows: reviews.length + scores.length }, arrivedAt);
	const body = {
		call: call.slug,
		notice: call.notice_number,
		exportedAt: arrivedAt.toISOString(),
		method,
		scores,
		reviews
	};
	return Response.json(body, {
		headers: { 'content-disposition': `attachment; filename="reviews-${call.slug}.json"` }
	});
}
