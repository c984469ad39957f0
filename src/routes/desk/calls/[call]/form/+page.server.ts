import { redirect } from '@sveltejs/kit';
import { CorrectionForm } from '#domain/calls/form.ts';
import { correctForm } from '#domain/calls/forms.write.server.ts';
import { stopsToRank } from '#domain/calls/joint.read.server.ts';
import { formOf, laterForms } from '#domain/calls/forms.read.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { addedRow } from '#domain/calls/press.rules.ts';
import { changesBetween } from '#domain/calls/versions.rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	if (!call.published_at) redirect(303, `/desk/calls/${params.call}/notice?part=fields`);
	const [whole, first, later, stops] = await Promise.all([
		wholeCall(reading(db), call),
		formOf(reading(db), call.id, 1),
		laterForms(reading(db), call.id),
		stopsToRank(reading(db), call.id)
	]);
	const versions = later.map(({ fields, ...version }, at) => ({
		...version,
		changes: changesBetween(at === 0 ? first.fields : later[at - 1]!.fields, fields)
	}));
	return { whole, stops, versions, mayCorrect: call.closes_at > arrivedAt };
}

export const actions = {
	// Nothing is kept before a version is made: one more field is only one more row on the page.
	add: async ({ params, request, locals: { db, visitor } }) => {
		gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const kept = addedRow(
			Object.fromEntries([...(await request.formData())].map(([name, value]) => [name, String(value)]))
		);
		return { kept, refused: { code: '', sentence: '', fields: {} as Record<string, string> } };
	},
	correct: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		const answer = await forForm(data, () => correctForm(db, who, readForm(CorrectionForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/form?made=${answer.done}`);
		return answer;
	}
};
