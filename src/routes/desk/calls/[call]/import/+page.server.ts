import { redirect } from '@sveltejs/kit';
import { importsOf } from '#domain/applications/imports.read.server.ts';
import { uploadImport } from '#domain/applications/imports.write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { sentIn } from '#lib/sent.server.ts';

export async function load({ params, locals: { db, visitor } }) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	return { imports: await importsOf(reading(db), who) };
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const { data, ...file } = await sentIn(request);
		const answer = await forForm(data, () => uploadImport(db, who, file, arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/import/${answer.done}`);
		return answer;
	}
};
