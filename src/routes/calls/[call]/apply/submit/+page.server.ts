import { redirect } from '@sveltejs/kit';
import { fileFaults, saidOfFiles } from '#domain/applications/attachments.read.server.ts';
import { faultsIn, settled, trackIn } from '#domain/applications/answers.rules.ts';
import { guardingOf } from '#domain/applications/consents.rules.ts';
import { agreedAmong, guardianAmong, SubmitSent } from '#domain/applications/form.ts';
import { ownHours } from '#domain/applications/hours.read.server.ts';
import { whyNot } from '#domain/applications/hours.rules.ts';
import { callForm, ownApplication, ownReceipts } from '#domain/applications/read.server.ts';
import { contentHash } from '#domain/applications/receipts.rules.ts';
import { badRequest, stateOf } from '#domain/applications/rules.ts';
import { submitApplication } from '#domain/applications/submit.write.server.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, sentenceFor } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { newIntent } from '#lib/secret.server.ts';
import { clockIn } from '#lib/zone.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const { id } = await publishedCall(reading(db), params.call);
	const who = gate.applicant(visitor, id);
	const own = await ownApplication(reading(db), who);
	if (!own) redirect(303, `/calls/${params.call}/apply`);
	const form = await callForm(reading(db), id, who);
	const { call, fields, terms } = form;
	const [newest] = await ownReceipts(reading(db), who);
	const answers = settled(own.answers, fields);
	const hash = contentHash(answers);
	const wrong = { ...(await fileFaults(reading(db), who, { answers, fields })), ...faultsIn(own.answers, fields) };
	const faults = Object.entries(wrong).map(([key, code]) => [key, sentenceFor(code)]);
	return {
		...{ call, fields, terms, answers, hash, intent: newIntent() },
		faults: Object.fromEntries(faults) as Record<string, string>,
		files: await saidOfFiles(reading(db), answers),
		guarding: guardingOf(answers, fields, clockIn(call.zone, arrivedAt).day),
		hours: await ownHours(reading(db), who, { form, trackId: trackIn(form, answers) }, arrivedAt),
		closedBecause: sentenceFor(whyNot(form, trackIn(form, answers), arrivedAt)?.code ?? 'calls.closed'),
		now: arrivedAt,
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
			return submitApplication(
				db,
				who,
				{ ...sent.data, agreed: agreedAmong(data), guardian: guardianAmong(data) },
				arrivedAt
			);
		});
		if ('done' in answer) redirect(303, `/calls/${params.call}/mine`);
		return answer;
	}
};
