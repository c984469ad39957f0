import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { notFound } from '#domain/people/rules.ts';
import { ReassignForm } from '#domain/assignments/progress.form.ts';
import { proposedMoves } from '#domain/assignments/progress.read.server.ts';
import { reassignReviews } from '#domain/assignments/progress.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';

/** What one reviewer has left and to whom each would go, to be looked at before it is done. */
export async function load({ params, url, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	const from = url.searchParams.get('from');
	if (!from) redirect(303, `/desk/calls/${params.call}/reviews`);
	const proposed = isId(from) ? await proposedMoves(reading(db), call, from) : null;
	if (!proposed?.name) throw notFound();
	return { ...proposed, name: proposed.name, from };
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => reassignReviews(db, who, readForm(ReassignForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews?given=${answer.done}`);
		return answer;
	}
};
