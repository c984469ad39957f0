import { enterImport } from '#domain/applications/entries.write.server.ts';
import { ImportPressed } from '#domain/applications/imports.form.ts';
import { badRequest } from '#domain/applications/rules.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { telling } from '#lib/telling.server.ts';

/** The same press as the page's, told as it goes: a line of JSON for each piece of the way, the last says how it ended. */
export async function POST({ params, request, locals: { db, visitor, arrivedAt } }) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const data = await request.formData().catch(() => {
		throw badRequest();
	});
	const { tells } = readForm(ImportPressed, data);
	const press = { id: params.import, tells: tells === 'on' };
	return telling((tell) => enterImport(db, who, { ...press, tell }, arrivedAt), params.import);
}
