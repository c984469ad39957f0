import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { assignReviewers } from '#domain/reviews/assignments.write.server.ts';
import { boardPage, type BoardSearch } from '#domain/reviews/board.rules.ts';
import { AssignForm } from '#domain/reviews/form.ts';
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
	return {
		...board,
		tracks,
		live: applications.length,
		/** How many reviewers an application should have, and how many applications have fewer. */
		each,
		short: applications.filter((row) => row.assigned < each).length,
		list: boardPage(applications, search, each),
		zone: rest.stop.time_zone,
		hasClosed: arrivedAt >= takenUntil(call),
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
	}
};
