import { redirect } from '@sveltejs/kit';
import { coapplicantsOf, sharedApplication } from '#domain/applications/coapplicants.read.server.ts';
import { leaveApplication, takeLead } from '#domain/applications/coapplicants.write.server.ts';
import { ownHours } from '#domain/applications/hours.read.server.ts';
import { callForm } from '#domain/applications/read.server.ts';
import { stateOf } from '#domain/applications/rules.ts';
import { mayFollowUp } from '#domain/followups/parties.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import type { RequestEvent } from './$types';

/** An application of somebody else's, for who applies along. */
export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const shared = await sharedApplication(reading(db), gate.signedIn(visitor), params.application);
	const lead = { personId: shared.lead_id, callId: shared.call_id };
	const form = await callForm(reading(db), shared.call_id, lead);
	const people = await coapplicantsOf(reading(db), shared.id);
	return {
		...{ call: form.call, fields: form.fields, answers: shared.answers, state: stateOf(shared) },
		...{ lead: shared.lead_name || shared.lead_email, number: shared.number, mayEdit: shared.may_edit },
		mayFollowUp: shared.may_edit && (await mayFollowUp(reading(db), shared.id)),
		...{ isLeadOffered: shared.lead_offered_at !== null, id: shared.id, savedAt: shared.saved_at },
		hours: await ownHours(reading(db), lead, { form, trackId: shared.track_id }, arrivedAt),
		others: people.filter(({ id, accepted_at }) => id !== shared.mine_id && accepted_at).map(({ name }) => name)
	};
}

export const actions = {
	leave: async ({ request, params, locals: { db, visitor, arrivedAt } }: RequestEvent) => {
		const who = gate.signedIn(visitor);
		const data = await request.formData();
		const answer = await forForm(data, () => leaveApplication(db, who, params.application, arrivedAt));
		if ('done' in answer) redirect(303, '/me');
		return answer;
	},
	lead: async ({ request, params, locals: { db, visitor, arrivedAt } }: RequestEvent) => {
		const who = gate.signedIn(visitor);
		const { slug } = await sharedApplication(reading(db), who, params.application);
		const data = await request.formData();
		const answer = await forForm(data, () => takeLead(db, who, params.application, arrivedAt));
		if ('done' in answer) redirect(303, `/calls/${slug}/mine`);
		return answer;
	}
};
