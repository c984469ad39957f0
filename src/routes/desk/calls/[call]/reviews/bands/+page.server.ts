import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { chooseBands, chooseMethod } from '#domain/bands/write.server.ts';
import { methodOf } from '#domain/bands/calibration.read.server.ts';
import { BandsForm } from '#domain/bands/form.ts';
import { MethodForm } from '#domain/bands/methods.form.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { trackViews } from '#domain/bands/views.read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const { criteria, tracks, quotas, stop } = await wholeCall(reading(db), call);
	const [kept, freeze] = await Promise.all([methodOf(reading(db), call.id), freezeOf(reading(db), call.id)]);
	const typed = Object.fromEntries(url.searchParams);
	const asked = MethodForm.safeParse(typed);
	const lines = BandsForm.safeParse(typed);
	const method = !freeze && asked.success ? asked.data : kept;
	return {
		method,
		/** Whether what is shown is what is kept, or only asked for in the address. */
		isKept: JSON.stringify(method) === JSON.stringify(kept),
		asked: lines.success ? lines.data : null,
		freeze: freeze ?? null,
		hasQuotas: quotas.length > 0,
		hasClosed: arrivedAt >= takenUntil(call),
		zone: stop.time_zone,
		views: await trackViews(reading(db), { ...call, criteria, tracks, quotas }, method)
	};
}

export const actions = {
	method: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => chooseMethod(db, who, readForm(MethodForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews/bands?kept#method`);
		return answer;
	},
	lines: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => chooseBands(db, who, readForm(BandsForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews/bands?saved=${data.get('track')}#tracks`);
		return answer;
	}
};
