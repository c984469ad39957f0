import { faultsIn, settled } from '#domain/applications/answers.rules.ts';
import { agreedAmong, answersAmong, guardianAmong } from '#domain/applications/form.ts';
import { checkGuardian, guardingOf } from '#domain/applications/consents.rules.ts';
import { callForm } from '#domain/applications/read.server.ts';
import { contentHash } from '#domain/applications/receipts.rules.ts';
import { checkConsents, numberFor } from '#domain/applications/rules.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { blindCopy } from '#domain/reviews/blind.rules.ts';
import { proposalOf } from '#domain/reviews/proposal.rules.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { clockIn } from '#lib/zone.ts';
import type { RequestEvent } from './$types';

export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const [{ fields, terms }, whole] = await Promise.all([callForm(reading(db), call.id), wholeCall(reading(db), call)]);
	return { fields, terms, criteria: whole.criteria, closesAt: call.closes_at };
}

/** What was typed, judged as an application would be at this instant. Nothing of it is kept. */
async function tried({ params, request, locals: { db, visitor, arrivedAt } }: RequestEvent) {
	const row = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, row);
	const { call, fields, terms } = await callForm(reading(db), row.id);
	const data = await request.formData();
	const typed = answersAmong(data);
	const answers = settled(typed, fields);
	const guarding = guardingOf(answers, fields, clockIn(call.zone, arrivedAt).day);
	return { call, fields, terms, data, typed, answers, guarding, at: arrivedAt };
}

export const actions = {
	judge: async (event) => {
		const { fields, data, typed, answers, guarding } = await tried(event);
		const answer = await forForm(data, () => {
			const faults = faultsIn(typed, fields);
			if (Object.keys(faults).length > 0) throw fieldsRefused(faults);
			return { step: 'terms' as const, typed, answers, guarding };
		});
		return 'done' in answer ? answer.done : answer;
	},
	submit: async (event) => {
		const { call, fields, terms, data, typed, answers, guarding, at } = await tried(event);
		const answer = await forForm(data, () => {
			if (Object.keys(faultsIn(typed, fields)).length > 0) throw fieldsRefused({});
			checkGuardian(guarding, guardianAmong(data));
			checkConsents(agreedAmong(data), terms);
			const receipt = { number: numberFor(call, 0), submitted_at: at, content_hash: contentHash(answers) };
			return { step: 'receipt' as const, typed, answers, receipt };
		});
		if ('done' in answer) return answer.done;
		// The consents are refused on their own page, as they would be.
		return { step: 'terms' as const, typed, answers, guarding, ...answer.data };
	},
	review: async (event) => {
		const { call, fields, typed, answers } = await tried(event);
		const nobody = { firms: [], people: [], addresses: [], numbers: [] };
		const copy = call.hides_applicants
			? blindCopy({ answers, fields }, nobody, [])
			: { proposal: proposalOf(answers, fields, ''), hidden: null };
		return { step: 'review' as const, typed, answers, ...copy };
	}
};
