import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { chooseBands } from '#domain/reviews/bands.write.server.ts';
import { boardPage, searchIn, trackScores } from '#domain/reviews/board.rules.ts';
import { BandsForm } from '#domain/reviews/form.ts';
import { reviewBoard } from '#domain/reviews/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const { criteria, tracks, ...rest } = await wholeCall(reading(db), call);
	const { applications, ...board } = await reviewBoard(reading(db), { ...call, criteria, tracks });
	const each = applications.reduce((most, row) => Math.max(most, row.assigned), 0) || 3;
	const search = searchIn(url.searchParams);
	const asked = BandsForm.safeParse(Object.fromEntries(url.searchParams));
	return {
		...board,
		tracks,
		live: applications.length,
		/** How many reviewers an application should have, and how many applications have fewer. */
		each,
		short: applications.filter((row) => row.assigned < each).length,
		scores: Object.fromEntries(
			tracks.map(({ id }) => [id, trackScores(applications.filter((row) => row.track_id === id))])
		),
		list: boardPage(applications, search, each),
		zone: rest.stop.time_zone,
		hasClosed: arrivedAt >= takenUntil(call),
		/** Lines asked for in the address: shown, not saved. */
		asked: asked.success ? asked.data : null,
		search
	};
}

export const actions = {
	bands: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => chooseBands(db, who, readForm(BandsForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews?saved=${data.get('track')}#bands`);
		return answer;
	}
};
