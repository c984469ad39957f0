import { gate } from '#domain/people/gate.server.ts';
import { callOfApplication, ownReview } from '#domain/reviews/desk.read.server.ts';
import { ReviewForm } from '#domain/reviews/form.ts';
import { changedElsewhere, typedReview } from '#domain/reviews/rules.ts';
import { saveReview } from '#domain/reviews/scores.write.server.ts';
import { draftProblem, readJson } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';

/** Keeps a review as it is typed. A newer one of another window is not overwritten: it comes back, to be merged. */
export async function POST({ params: { application }, request, locals: { db, visitor, arrivedAt } }) {
	try {
		const who = gate.reviewer(visitor, await callOfApplication(reading(db), application));
		const content = await readJson(ReviewForm, request);
		return Response.json(await saveReview(db, who, { applicationId: application, ...content }, arrivedAt));
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		return draftProblem(fault, fault.code === changedElsewhere().code ? { kept: await newest() } : {});
	}

	// Asked only after the verb has found the review and held it to be theirs.
	async function newest() {
		const review = await ownReview(reading(db), gate.signedIn(visitor), application);
		return review && { version: review.version, typed: typedReview(review) };
	}
}
