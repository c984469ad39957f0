import { redirect } from '@sveltejs/kit';
import { importsOf } from '#domain/applications/imports.read.server.ts';
import { uploadImport } from '#domain/applications/imports.write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor } }) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	return { imports: await importsOf(reading(db), who) };
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, async () => uploadImport(db, who, await fileIn(data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/import/${answer.done}`);
		return answer;
	}
};

/** The file that was sent, or what was pasted in its place. */
async function fileIn(data: FormData) {
	const file = data.get('file');
	if (file instanceof File && file.size > 0) {
		const name = file.name.normalize('NFC').replace(/\p{C}/gu, '').slice(0, 200);
		return { name, bytes: Buffer.from(await file.arrayBuffer()) };
	}
	return { name: '', bytes: Buffer.from(String(data.get('pasted') ?? '')) };
}
