import { redirect } from '@sveltejs/kit';
import { ApprovalAsked } from '#domain/approvals/form.ts';
import type { Shown } from '#domain/approvals/rules.ts';
import { shownHash } from '#domain/approvals/rules.ts';
import { askApproval } from '#domain/approvals/write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { copyOf } from '#domain/reviews/blind.read.server.ts';
import { unblindingOf, unblindShown } from '#domain/reviews/unblind.read.server.ts';
import { unblindApplication } from '#domain/reviews/unblind.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { ownStanding } from '../../../acts.ts';

/** What reviewers would be told of one application, and how that stands for who looks. */
export async function load({ params, locals: { db, visitor, arrivedAt: at } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	const who = gate.auditor(visitor, call);
	const { application } = await copyOf(read, who, params.application);
	const shown = await unblindShown(read, who, application.id);
	const fits = (asked: Shown) => asked.application === application.number;
	return {
		...{ application, shown, seen: shown && shownHash(call.id, 'unblind', shown) },
		done: (await unblindingOf(read, application.id)) ?? null,
		own: await ownStanding(read, { call, act: 'unblind', at }, who.personId, fits)
	};
}

export const actions = {
	ask: async ({ params, request, locals: { db, visitor, arrivedAt: at } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const form = readForm(ApprovalAsked, data);
			const now = await unblindShown(reading(db), who, params.application);
			await askApproval(db, who, { ...form, act: 'unblind', now }, at);
		});
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/blind/${params.application}/unblind`);
		return answer;
	},
	unblind: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => unblindApplication(db, who, params.application, arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/blind/${params.application}/unblind`);
		return answer;
	}
};
