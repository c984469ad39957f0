import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { importTies } from '#domain/assignments/ties.write.server.ts';
import { judgedTies, tiesIn } from '#domain/assignments/transfers.read.server.ts';
import { tiesOfCall } from '#domain/assignments/ties.read.server.ts';
import { forForm, sentenceFor } from '#lib/answer.server.ts';
import { csv } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';
import { sentIn } from '#lib/sent.server.ts';

export async function load({ params, url, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	const count = (name: string) => Number(url.searchParams.get(name)) || 0;
	return {
		ties: await tiesOfCall(reading(db), call),
		entered: url.searchParams.has('entered') ? { entered: count('entered'), revoked: count('revoked') } : null
	};
}

export const actions = {
	try: async ({ params, request, locals: { db, visitor } }) => {
		const call = await callBySlug(reading(db), params.call);
		gate.organiser(visitor, call);
		const { data, bytes } = await sentIn(request);
		const answer = await forForm(data, async () => {
			const rows = tiesIn(bytes);
			return { rows, ...(await judgedTies(reading(db), call, rows)) };
		});
		if (!('done' in answer)) return answer;
		const { rows, ready, faults } = answer.done;
		const text = csv([['reviewer', 'who', 'since'], ...rows.map((row) => [row.reviewer, row.who, row.since])]);
		const said = faults.map(({ row, code, named }) => ({ row, sentence: sentenceFor(code, { named }) }));
		return { run: { ready: ready.length, there: 0, faults: said.slice(0, 100), wrong: said.length, text } };
	},
	enter: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const { data, bytes } = await sentIn(request);
		const answer = await forForm(data, async () => {
			const { ready } = await judgedTies(reading(db), call, tiesIn(bytes));
			return importTies(db, who, ready, arrivedAt);
		});
		if (!('done' in answer)) return answer;
		const { entered, revoked } = answer.done;
		redirect(303, `/desk/calls/${params.call}/reviews/assignment/ties?entered=${entered}&revoked=${revoked}`);
	}
};
