import { redirect } from '@sveltejs/kit';
import { countsOf, wayOf } from '#domain/applications/counts.read.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { unready } from '#domain/calls/ready.rules.ts';
import { placesOf } from '#domain/calls/rules.ts';
import { publishCall } from '#domain/calls/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, sentenceFor } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const whole = await wholeCall(reading(db), call);
	const counts = await countsOf(reading(db), [call.id]);
	const faults = Object.entries(unready(whole, arrivedAt)).map(([part, code]) => [part, sentenceFor(code)]);
	return {
		whole,
		steps: whole.rounds.length && call.published_at ? await wayOf(reading(db), whole) : null,
		mayCopy: visitor.roles.some(
			({ role, hostId, callId }) => role === 'organiser' && hostId === call.host_id && !callId
		),
		places: placesOf(whole),
		counts: counts[call.id] ?? { live: 0, drafts: 0, withdrawn: 0 },
		faults: Object.fromEntries(faults) as Record<string, string>
	};
}

export const actions = {
	publish: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const answer = await forForm(await request.formData(), () => publishCall(db, who, arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}`);
		return answer;
	}
};
