import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { methodOf } from '#domain/bands/calibration.read.server.ts';
import { ReasonForm } from '#domain/reads/form.ts';
import { noteExport } from '#domain/reads/write.server.ts';
import { exportedReviews, exportedScores } from '#domain/bands/exports.read.server.ts';
import { applicationsUnderReview } from '#domain/reviews/read.server.ts';
import { readQuery } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** Reviews, scores and bands for machines, as far as the reader may see them. That they went out, and why, is a fact: the log and the journal tell it. */
export async function GET({ params, url, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const { reason } = readQuery(ReasonForm, url);
	const eyes = { organiser: hasRole(visitor, 'organiser', call) };
	const whole = await wholeCall(reading(db), call);
	const [reviews, scores, method] = [
		await exportedReviews(reading(db), whole, eyes),
		await exportedScores(reading(db), whole),
		await methodOf(reading(db), call.id)
	];
	const ids = (await applicationsUnderReview(reading(db), call.id)).map(({ id }) => id);
	const taken = { reason, call, applicationIds: ids, address: getClientAddress(), verb: 'reviews.exported' as const };
	await noteExport(db, who, taken, arrivedAt);
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
