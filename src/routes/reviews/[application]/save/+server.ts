import { gate } from '#domain/people/gate.server.ts';
import { callOfApplication } from '#domain/reviews/desk.read.server.ts';
import { ReviewContent } from '#domain/reviews/form.ts';
import { saveReview } from '#domain/reviews/scores.write.server.ts';
import { forScript, readJson } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** Keeps a review while it is typed; answers with the next version. */
export function POST({ params: { application }, request, locals: { db, visitor, arrivedAt } }) {
	return forScript(async () => {
		const who = gate.reviewer(visitor, await callOfApplication(reading(db), application));
		const content = await readJson(ReviewContent, request);
		return saveReview(db, who, { applicationId: application, ...content }, arrivedAt);
	});
}
