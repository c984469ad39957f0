import { redirect } from '@sveltejs/kit';
import { shownChanged, shownHash } from '#domain/approvals/rules.ts';
import { askApproval } from '#domain/approvals/write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { VoidForm } from '#domain/draws/form.ts';
import { drawOfCall } from '#domain/draws/read.server.ts';
import { voidShown, voidsOf } from '#domain/draws/voids.read.server.ts';
import { voidDraw } from '#domain/draws/voids.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { ownStanding } from '../../acts.ts';

const unsaid = { ko: '', en: '' };

/** What stands by the draw, and how its being made void stands for who looks. */
export async function load({ params, locals: { db, visitor, arrivedAt: at } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	const { personId } = gate.auditor(visitor, call);
	const shown = await voidShown(read, call.id, unsaid, at);
	return {
		...{ shown, seen: shown && shownHash(call.id, 'draw-void', shown), voids: await voidsOf(read, call.id) },
		draw: (await drawOfCall(read, call.id)) ?? null,
		own: await ownStanding(read, { call, act: 'draw-void', at }, personId)
	};
}

export const actions = {
	ask: async ({ params, request, locals: { db, visitor, arrivedAt: at } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const { reason, seen } = readForm(VoidForm, data);
			const stands = await voidShown(reading(db), call.id, unsaid, at);
			if (stands && shownHash(call.id, 'draw-void', stands) !== seen) throw shownChanged(Object.keys(stands));
			const now = stands && (await voidShown(reading(db), call.id, reason, at));
			const hash = now ? shownHash(call.id, 'draw-void', now) : '';
			await askApproval(db, who, { act: 'draw-void', hash, reason: `${reason.ko} / ${reason.en}`, now }, at);
		});
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/draw/void`);
		return answer;
	},
	void: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const answer = await forForm(await request.formData(), () => voidDraw(db, who, arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/draw`);
		return answer;
	}
};
