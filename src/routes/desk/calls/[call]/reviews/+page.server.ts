import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { assignReviewers } from '#domain/reviews/assignments.write.server.ts';
import { chooseBands } from '#domain/reviews/bands.write.server.ts';
import { boardPage, trackScores, type BoardSearch } from '#domain/reviews/board.rules.ts';
import { AssignForm, BandsForm } from '#domain/reviews/form.ts';
import { announcementOf } from '#domain/reviews/decisions.read.server.ts';
import { allowsAct, phaseOf } from '#domain/reviews/phases.rules.ts';
import { progressIn } from '#domain/reviews/progress.read.server.ts';
import { reviewBoard } from '#domain/reviews/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const { criteria, tracks, ...rest } = await wholeCall(reading(db), call);
	const [{ applications, reviewers: _, ...board }, reviewers, announcement] = await Promise.all([
		reviewBoard(reading(db), { ...call, criteria, tracks }),
		progressIn(reading(db), call, arrivedAt),
		announcementOf(reading(db), call.id)
	]);
	const decided = { frozenAt: board.freeze?.frozen_at ?? null, announcedAt: announcement?.announced_at ?? null };
	const each = applications.reduce((most, row) => Math.max(most, row.assigned), 0) || 3;
	const search = searchIn(url.searchParams);
	const asked = BandsForm.safeParse(Object.fromEntries(url.searchParams));
	return {
		...board,
		reviewers,
		decided,
		mayRemind: allowsAct(phaseOf(call, arrivedAt, decided), 'remind'),
		given: Number(url.searchParams.get('given')) || 0,
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

function searchIn(asked: URLSearchParams): BoardSearch {
	return {
		q: (asked.get('q') ?? '').slice(0, 60),
		show: asked.get('show') ?? 'all',
		page: Math.max(1, Number.parseInt(asked.get('page') ?? '1', 10) || 1)
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
