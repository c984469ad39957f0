import { redirect } from '@sveltejs/kit';
import { shownHash } from '#domain/approvals/rules.ts';
import { askApproval } from '#domain/approvals/write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { deletingOf, deletionOf, deletionShown, isMereDraft } from '#domain/erasures/deletions.read.server.ts';
import { deleteCall } from '#domain/erasures/deletions.write.server.ts';
import { DeleteForm, DeletionAsked } from '#domain/erasures/form.ts';
import { retentionOf, runningIn } from '#domain/erasures/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { ownStanding, shownNow } from '../acts.ts';

/** What goes and what stays when the call is deleted, and how that stands for who looks. */
export async function load({ params, locals: { db, visitor, arrivedAt: at } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	const { personId } = gate.auditor(visitor, call);
	const [deleted, shown, { on, erasure }] = await Promise.all([
		deletionOf(read, call.id),
		deletionShown(read, call.id),
		retentionOf(read, call.id)
	]);
	return {
		...{ deleted: deleted ?? null, ...(await deletingOf(read, call.id)), on, isErased: Boolean(erasure) },
		...{ isDraft: await isMereDraft(read, call.id), running: await runningIn(read, call.id, at) },
		seen: shown && shownHash(call.id, 'call-delete', shown),
		own: await ownStanding(read, { call, act: 'call-delete', at }, personId)
	};
}

export const actions = {
	ask: async ({ params, request, locals: { db, visitor, arrivedAt: at } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const { reason, seen } = readForm(DeletionAsked, data);
			const now = await shownNow(reading(db), { call, act: 'call-delete', at });
			await askApproval(db, who, { act: 'call-delete', hash: seen, reason, now }, at);
		});
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/deletion`);
		return answer;
	},
	delete: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => deleteCall(db, who, readForm(DeleteForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/deletion`);
		return answer;
	}
};
