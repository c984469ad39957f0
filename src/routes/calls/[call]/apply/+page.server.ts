import { redirect } from '@sveltejs/kit';
import { faultsIn } from '#domain/applications/answers.rules.ts';
import { answersAmong, DraftSent } from '#domain/applications/form.ts';
import { callForm, ownApplication } from '#domain/applications/read.server.ts';
import { badRequest, stateOf } from '#domain/applications/rules.ts';
import { saveDraft } from '#domain/applications/write.server.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { isOpen } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const { id } = await publishedCall(reading(db), params.call);
	const { call, fields } = await callForm(reading(db), id);
	const own = await ownApplication(reading(db), gate.applicant(visitor, id));
	return {
		call,
		fields,
		isOpen: isOpen(call, arrivedAt),
		isEarly: arrivedAt < call.opens_at,
		state: own ? stateOf(own) : 'draft',
		draft: { answers: own?.answers ?? {}, version: own?.version ?? 0, savedAt: own?.version ? own.saved_at : null }
	};
}

export const actions = {
	save: async (event) => {
		const answer = await keepDraft(event);
		if ('done' in answer) redirect(303, `/calls/${event.params.call}/apply`);
		return answer;
	},
	review: async (event) => {
		const answer = await keepDraft(event, { complete: true });
		if ('done' in answer) redirect(303, `/calls/${event.params.call}/apply/submit`);
		return answer;
	}
};

type Press = { request: Request; params: { call: string }; locals: App.Locals };

async function keepDraft({ request, params, locals }: Press, wanted = { complete: false }) {
	const { db, visitor, arrivedAt } = locals;
	const call = await publishedCall(reading(db), params.call);
	const who = gate.applicant(visitor, call.id);
	const data = await request.formData();
	return forForm(data, async () => {
		const sent = DraftSent.safeParse({ version: data.get('version'), answers: answersAmong(data) });
		if (!sent.success) throw badRequest();
		const draft = await saveDraft(db, who, sent.data, arrivedAt);
		if (!wanted.complete) return;
		const faults = faultsIn(draft.answers, (await callForm(reading(db), call.id)).fields);
		if (Object.keys(faults).length > 0) throw fieldsRefused(faults);
	});
}
