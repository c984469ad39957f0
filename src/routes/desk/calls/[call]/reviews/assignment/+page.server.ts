import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { points } from '#domain/assignments/affinity.rules.ts';
import { assignmentDesk } from '#domain/assignments/desk.read.server.ts';
import { RulesForm } from '#domain/assignments/form.ts';
import { assignReviewers } from '#domain/assignments/write.server.ts';
import { boardPage, searchIn } from '#domain/reviews/search.rules.ts';
import { saveAssignmentRules } from '#domain/assignments/settings.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { clockIn } from '#lib/zone.ts';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const { tracks, stop } = await wholeCall(reading(db), call);
	const { task: _, nameOf: __, rules, applications, ...desk } = await assignmentDesk(reading(db), call);
	const search = searchIn(url.searchParams);
	const typed = (moment: Date | null) => (moment ? Object.values(clockIn(stop.time_zone, moment)).join('T') : '');
	return {
		...desk,
		...{ tracks, points, search, zone: stop.time_zone, hasClosed: arrivedAt >= takenUntil(call) },
		rules: {
			...rules,
			interests_from: typed(rules.interests_from),
			interests_until: typed(rules.interests_until)
		},
		/** How many reviews there are to be, how many are given, which applications are short. */
		wanted: applications.length * rules.each,
		given: applications.reduce((sum, row) => sum + Math.min(row.assigned, rules.each), 0),
		pairs: applications.reduce((sum, row) => sum + row.assigned, 0),
		live: applications.length,
		short: applications.filter((row) => row.assigned < rules.each).length,
		conflicts: applications.reduce((sum, row) => sum + row.conflicts, 0),
		list: boardPage(applications, search, rules.each),
		saved: url.searchParams.has('saved'),
		entered: Number(url.searchParams.get('entered')) || 0
	};
}

type Event = { params: { call: string }; request: Request; locals: App.Locals };

async function assigned({ params, locals: { db, visitor, arrivedAt } }: Event, data: FormData) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const givesLimits = data.has('limits');
	const answer = await forForm(data, () => assignReviewers(db, who, { givesLimits }, arrivedAt));
	return 'done' in answer ? { assigned: answer.done } : answer;
}

export const actions = {
	assign: async (event) => assigned(event, await event.request.formData()),
	save: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => saveAssignmentRules(db, who, readForm(RulesForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews/assignment?saved`);
		return answer;
	}
};
