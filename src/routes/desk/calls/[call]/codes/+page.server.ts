import { redirect } from '@sveltejs/kit';
import { CodeForm } from '#domain/applications/codes.form.ts';
import { codesOf } from '#domain/applications/codes.read.server.ts';
import { codeState } from '#domain/applications/codes.rules.ts';
import { endCode, makeCode } from '#domain/applications/codes.write.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { clockIn } from '#lib/zone.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const { tracks, stop } = await wholeCall(reading(db), call);
	const codes = await codesOf(reading(db), who);
	return {
		tracks,
		until: clockIn(stop.time_zone, call.review_until, true),
		codes: codes.map((code) => ({ ...code, state: codeState(code, false, arrivedAt) }))
	};
}

export const actions = {
	make: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => makeCode(db, who, readForm(CodeForm, data), arrivedAt));
		// Shown in this one answer and nowhere again: no redirect, no address that could be kept.
		const site = await siteOf(reading(db), { call: who.callId });
		return 'done' in answer ? { link: `${site}/calls/${params.call}/apply?code=${answer.done}` } : answer;
	},
	end: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => endCode(db, who, String(data.get('code')), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/codes`);
		return answer;
	}
};
