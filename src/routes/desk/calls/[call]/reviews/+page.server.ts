import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { assignReviewers } from '#domain/reviews/assignments.write.server.ts';
import { chooseBands } from '#domain/reviews/bands.write.server.ts';
import { AssignForm, BandsForm } from '#domain/reviews/form.ts';
import { reviewBoard } from '#domain/reviews/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const { criteria, tracks, ...rest } = await wholeCall(reading(db), call);
	const board = await reviewBoard(reading(db), { ...call, criteria });
	const asked = BandsForm.safeParse(Object.fromEntries(url.searchParams));
	return {
		...board,
		tracks,
		zone: rest.stop.time_zone,
		hasClosed: arrivedAt >= call.closes_at,
		/** Lines asked for in the address: shown, not saved. */
		asked: asked.success ? asked.data : null,
		search: {
			q: (url.searchParams.get('q') ?? '').slice(0, 60),
			show: url.searchParams.get('show') ?? 'all',
			page: Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1)
		}
	};
}

export const actions = {
	assign: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => assignReviewers(db, who, readForm(AssignForm, data), arrivedAt));
		return 'done' in answer ? { assigned: answer.done } : answer;
	},
	bands: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => chooseBands(db, who, readForm(BandsForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews?saved=${data.get('track')}#bands`);
		return answer;
	}
};
