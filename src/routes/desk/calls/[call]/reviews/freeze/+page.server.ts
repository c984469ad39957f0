import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { freezeBands } from '#domain/bands/write.server.ts';
import { FreezeForm } from '#domain/bands/form.ts';
import { methodOf } from '#domain/bands/calibration.read.server.ts';
import { reviewBoard } from '#domain/bands/board.read.server.ts';
import { countTally } from '#domain/bands/board.rules.ts';
import { trackViews } from '#domain/bands/views.read.server.ts';
import { isReviewing } from '#domain/reviews/rules.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** What freezing would leave, track by track, to be read before it is done. */
export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	const { criteria, tracks, quotas } = await wholeCall(reading(db), call);
	const reviewed = { ...call, criteria, tracks, quotas };
	const { applications, freeze, reviewers } = await reviewBoard(reading(db), reviewed);
	if (freeze) redirect(303, `/desk/calls/${params.call}/reviews`);
	const method = await methodOf(reading(db), call.id);
	const views = await trackViews(reading(db), reviewed, method);
	return {
		method,
		hasClosed: arrivedAt >= takenUntil(call),
		isReviewing: isReviewing(call, arrivedAt),
		unfinished: reviewers.reduce((sum, reviewer) => sum + reviewer.assigned - reviewer.finished, 0),
		unreviewed: applications.filter((row) => row.reviews === 0).map(({ id, number }) => ({ id, number })),
		tracks: views.map(({ track, lines, cut, scores, moves, live }) => {
			const counts = cut ? cut.counts : lines && countTally(scores.tally, lines);
			return {
				id: track.id,
				name: track.name,
				places: track.places,
				lines,
				chances: cut?.chances ?? null,
				moves,
				live,
				counts
			};
		})
	};
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => freezeBands(db, who, readForm(FreezeForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews`);
		return answer;
	}
};
