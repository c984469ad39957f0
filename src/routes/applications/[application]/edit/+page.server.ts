import { redirect } from '@sveltejs/kit';
import { sharedApplication } from '#domain/applications/coapplicants.read.server.ts';
import { answersAmong, DraftSent } from '#domain/applications/form.ts';
import { ownHours } from '#domain/applications/hours.read.server.ts';
import { callForm } from '#domain/applications/read.server.ts';
import { badRequest } from '#domain/applications/rules.ts';
import { saveSharedDraft } from '#domain/applications/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const shared = await sharedApplication(reading(db), gate.signedIn(visitor), params.application);
	const lead = { personId: shared.lead_id, callId: shared.call_id };
	const form = await callForm(reading(db), shared.call_id, lead);
	const { isOpen } = await ownHours(reading(db), lead, { form, trackId: null }, arrivedAt);
	if (!shared.may_edit || !isOpen) redirect(303, `/applications/${shared.id}`);
	const draft = { answers: shared.answers, version: shared.version, savedAt: shared.saved_at };
	return { call: form.call, fields: form.fields, id: shared.id, draft };
}

export const actions = {
	default: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.signedIn(visitor);
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const sent = DraftSent.safeParse({ version: data.get('version'), answers: answersAmong(data) });
			if (!sent.success) throw badRequest();
			return saveSharedDraft(db, who, { applicationId: params.application, sent: sent.data }, arrivedAt);
		});
		if ('done' in answer) redirect(303, `/applications/${params.application}`);
		return answer;
	}
};
