import { redirect } from '@sveltejs/kit';
import { carryOver } from '#domain/applications/carry.write.server.ts';
import { openRound } from '#domain/calls/copies.write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { NextForm } from '#domain/followups/next.form.ts';
import { announceNext } from '#domain/followups/next.write.server.ts';
import { callAfter, pipelineOf } from '#domain/followups/pipeline.read.server.ts';
import { furthestOf, hasReached } from '#domain/followups/pipeline.rules.ts';
import { steps, type Step } from '#domain/followups/steps.rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, together } from '#lib/db.server.ts';

/** Who could go on into a call made from the follow-ups: those at a step or past it. */
export async function load({ params, url, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const asked = url.searchParams.get('from') as Step | null;
	const from = steps.find((step) => step === asked) ?? 'pilot';
	const [rows, after] = await Promise.all([pipelineOf(reading(db), call.id), callAfter(reading(db), call.id)]);
	const reached = rows.filter((row) => hasReached(row, from) && row.steps.at(-1)?.step !== 'ended');
	return {
		...{ from, after: after?.slug ?? null },
		rows: reached.map((row) => ({
			...{ id: row.id, firm: row.firm ?? row.number, number: row.number, furthest: furthestOf(row) },
			agrees: row.carried_at !== null
		}))
	};
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const form = readForm(NextForm, data);
			// One press, all or nothing: the call is there, and those who go on are in it.
			return together(db, async (tx) => {
				await announceNext(tx, who, form, arrivedAt);
				const to = await openRound(tx, who, form, arrivedAt);
				await carryOver(tx, who, { to, ids: form.ids, way: 'followups' }, arrivedAt);
				return to.slug;
			});
		});
		if ('done' in answer) redirect(303, `/desk/calls/${answer.done}`);
		return answer;
	}
};
