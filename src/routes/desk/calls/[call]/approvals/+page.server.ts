import { redirect } from '@sveltejs/kit';
import { exportShown, massFrom } from '#domain/applications/shown.read.server.ts';
import { ApprovalAnswer, ApprovalAsked } from '#domain/approvals/form.ts';
import { actStanding, approvalsOf } from '#domain/approvals/read.server.ts';
import { acts, changedParts, shownHash, type Act, type Shown } from '#domain/approvals/rules.ts';
import { answerApproval, askApproval } from '#domain/approvals/write.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { sealShown } from '#domain/draws/shown.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Reader } from '#lib/db.server.ts';

/** What would be done now, as far as two people are needed for it. */
async function shownNow(read: Reader, call: Call, act: Act): Promise<Shown | null> {
	if (act === 'draw-seal') return sealShown(read, await wholeCall(read, call));
	const shown = await exportShown(read, call.id);
	return Number(shown.applications) >= massFrom ? shown : null;
}

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	const { personId } = gate.auditor(visitor, call);
	const who = { personId, callId: call.id, hostId: call.host_id };
	const doings = await Promise.all(acts.map(async (act) => ({ act, shown: await shownNow(read, call, act) })));
	const now = new Map(doings.map(({ act, shown }) => [act as string, shown]));
	const asked = (await approvalsOf(read, call.id)).map(({ asked_by, answered_by: _, ...one }) => ({
		...one,
		isMine: asked_by === personId,
		changed: one.answer ? [] : changedParts(one.shown, now.get(one.act) ?? null)
	}));
	return {
		doings: await Promise.all(
			doings.map(async ({ act, shown }) => ({
				...{ act, shown, hash: shown && shownHash(call.id, act, shown) },
				standing: shown && (await actStanding(read, who, { act, shown }, arrivedAt))
			}))
		),
		waiting: asked.filter(({ answer }) => !answer),
		answered: asked.filter(({ answer }) => answer)
	};
}

export const actions = {
	ask: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const form = readForm(ApprovalAsked, data);
			await askApproval(db, who, { ...form, now: await shownNow(reading(db), call, form.act) }, arrivedAt);
		});
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/approvals`);
		return answer;
	},
	answer: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const form = readForm(ApprovalAnswer, data);
			const asked = (await approvalsOf(reading(db), call.id)).find(({ id }) => id === form.approval);
			const now = asked ? await shownNow(reading(db), call, asked.act as Act) : null;
			await answerApproval(db, who, { ...form, now }, arrivedAt);
		});
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/approvals`);
		return answer;
	}
};
