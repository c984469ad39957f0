import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { judgedPairs, pairsIn } from '#domain/assignments/transfers.read.server.ts';
import { importAssignments } from '#domain/assignments/transfers.write.server.ts';
import { forForm, sentenceFor } from '#lib/answer.server.ts';
import { csv } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';
import { sentIn } from '#lib/sent.server.ts';

export async function load({ params, locals: { db, visitor } }) {
	gate.organiser(visitor, await callBySlug(reading(db), params.call));
}

export const actions = {
	try: async ({ params, request, locals: { db, visitor } }) => {
		const call = await callBySlug(reading(db), params.call);
		gate.organiser(visitor, call);
		const { data, bytes } = await sentIn(request);
		const answer = await forForm(data, async () => {
			const rows = pairsIn(bytes);
			return { rows, ...(await judgedPairs(reading(db), call, rows)) };
		});
		if (!('done' in answer)) return answer;
		const { rows, ready, there, faults } = answer.done;
		const text = csv([['application', 'reviewer'], ...rows.map((row) => [row.application, row.reviewer])]);
		const said = faults.map(({ row, code, named }) => ({ row, sentence: sentenceFor(code, { named }) }));
		return { run: { ready: ready.length, there, faults: said.slice(0, 100), wrong: said.length, text } };
	},
	enter: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const { data, bytes } = await sentIn(request);
		const answer = await forForm(data, () => importAssignments(db, who, pairsIn(bytes), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews/assignment?entered=${answer.done.entered}`);
		return answer;
	}
};
