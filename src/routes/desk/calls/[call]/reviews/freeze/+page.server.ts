import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { countBands } from '#domain/reviews/bands.rules.ts';
import { freezeBands } from '#domain/reviews/bands.write.server.ts';
import { FreezeForm } from '#domain/reviews/form.ts';
import { reviewBoard } from '#domain/reviews/read.server.ts';
import { isReviewing } from '#domain/reviews/rules.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** What freezing would leave, track by track, to be read before it is done. */
export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	const { criteria, tracks } = await wholeCall(reading(db), call);
	const { applications, lines, freeze, reviewers } = await reviewBoard(reading(db), { ...call, criteria, tracks });
	if (freeze) redirect(303, `/desk/calls/${params.call}/reviews`);
	return {
		hasClosed: arrivedAt >= takenUntil(call),
		isReviewing: isReviewing(call, arrivedAt),
		unfinished: reviewers.reduce((sum, reviewer) => sum + reviewer.assigned - reviewer.finished, 0),
		unreviewed: applications.filter((row) => row.reviews === 0).map(({ id, number }) => ({ id, number })),
		tracks: tracks.map(({ id, name, places }) => {
			const cut = lines.find((line) => line.track_id === id) ?? null;
			const scores = applications.filter((row) => row.track_id === id).map((row) => row.score);
			return { id, name, places, cut, live: scores.length, counts: cut && countBands(scores, cut) };
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
