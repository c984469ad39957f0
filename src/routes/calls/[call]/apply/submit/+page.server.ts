import { redirect } from '@sveltejs/kit';
import { faultsIn, settled } from '#domain/applications/answers.rules.ts';
import { agreedAmong, SubmitSent } from '#domain/applications/form.ts';
import { callForm, ownApplication, ownReceipts } from '#domain/applications/read.server.ts';
import { contentHash } from '#domain/applications/receipts.rules.ts';
import { badRequest, stateOf } from '#domain/applications/rules.ts';
import { submitApplication } from '#domain/applications/submit.write.server.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { isOpen } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, sentenceFor } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { newIntent } from '#lib/secret.server.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const { id } = await publishedCall(reading(db), params.call);
	const who = gate.applicant(visitor, id);
	const own = await ownApplication(reading(db), who);
	if (!own) redirect(303, `/calls/${params.call}/apply`);
	const { call, fields, terms } = await callForm(reading(db), id);
	const [newest] = await ownReceipts(reading(db), who);
	const answers = settled(own.answers, fields);
	const hash = contentHash(answers);
	const faults = Object.entries(faultsIn(own.answers, fields)).map(([key, code]) => [key, sentenceFor(code)]);
	return {
		...{ call, fields, terms, answers, hash, intent: newIntent() },
		faults: Object.fromEntries(faults) as Record<string, string>,
		isOpen: isOpen(call, arrivedAt),
		isSame: stateOf(own) === 'submitted' && newest?.content_hash === hash,
		state: stateOf(own)
	};
}

export const actions = {
	default: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await publishedCall(reading(db), params.call);
		const who = gate.applicant(visitor, call.id);
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const sent = SubmitSent.safeParse(Object.fromEntries(data));
			if (!sent.success) throw badRequest();
			return submitApplication(db, who, { ...sent.data, agreed: agreedAmong(data) }, arrivedAt);
		});
		if ('done' in answer) redirect(303, `/calls/${params.call}/mine`);
		return answer;
	}
};
