import { redirect } from '@sveltejs/kit';
import { AnswerForm, ChangeForm } from '#domain/calls/deadlines.form.ts';
import { deadlineChanges, whomItConcerns } from '#domain/calls/deadlines.read.server.ts';
import { answerDeadline, requestDeadline } from '#domain/calls/deadlines.write.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** The request that waits for a second organiser, and those there have been. */
export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const [{ tracks }, changes, concerned] = await Promise.all([
		wholeCall(reading(db), call),
		deadlineChanges(reading(db), call.id),
		whomItConcerns(reading(db), call.id)
	]);
	const seen = changes.map(({ requested_by, ...change }) => ({
		...change,
		isMine: requested_by === who.personId,
		isWaiting: change.answer === null && arrivedAt < change.old_at
	}));
	const isOver = arrivedAt >= call.closes_at || !call.published_at;
	return {
		tracks,
		isOver,
		concerned: concerned.length,
		waiting: seen.find(({ isWaiting }) => isWaiting),
		changes: seen
	};
}

export const actions = {
	ask: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => requestDeadline(db, who, readForm(ChangeForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/deadline`);
		return answer;
	},
	answer: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => answerDeadline(db, who, readForm(AnswerForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/deadline`);
		return answer;
	}
};
