import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { readersFor } from '#domain/assignments/desk.read.server.ts';
import { ReviewersForm } from '#domain/assignments/form.ts';
import { addAssignments, removeAssignment } from '#domain/assignments/write.server.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const { tracks } = await wholeCall(reading(db), call);
	const { application, each, reviewers } = await readersFor(reading(db), call, params.application);
	const q = (url.searchParams.get('q') ?? '').slice(0, 60);
	return {
		...{ application, each, q, isOpen: arrivedAt >= takenUntil(call) && !(await freezeOf(reading(db), call.id)) },
		track: tracks.find(({ id }) => id === application.track_id) ?? null,
		readers: reviewers.filter(({ state }) => ['reads', 'begun', 'finished'].includes(state)),
		others: reviewers.filter(
			({ state, name }) =>
				!['reads', 'begun', 'finished'].includes(state) && name.toLowerCase().includes(q.toLowerCase())
		),
		removed: url.searchParams.get('removed')
	};
}

export const actions = {
	add: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const { reviewers } = readForm(ReviewersForm, data);
			const pairs = reviewers.map((reviewerId) => ({ applicationId: params.application, reviewerId }));
			return addAssignments(db, who, pairs, arrivedAt);
		});
		if ('done' in answer) redirect(303, hereOf(params));
		return answer;
	},
	remove: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const pair = { applicationId: params.application, reviewerId: String(data.get('reviewer') ?? '') };
		const answer = await forForm(data, () => removeAssignment(db, who, pair, arrivedAt));
		if ('done' in answer) redirect(303, `${hereOf(params)}?removed=${pair.reviewerId}#others`);
		return answer;
	}
};

const hereOf = ({ call, application }: { call: string; application: string }) =>
	`/desk/calls/${call}/reviews/assignment/applications/${application}`;
