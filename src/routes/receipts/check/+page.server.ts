import { callForm, checkReceipt } from '#domain/applications/read.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** A pasted text or an uploaded file; what is checked is not kept. */
export const actions = {
	default: async ({ request, locals: { db } }) => {
		const data = await request.formData();
		const file = data.get('file');
		const pasted = String(data.get('text') ?? '');
		const text = file instanceof File && file.size > 0 ? await file.text() : pasted;
		const checked = await checkReceipt(reading(db), text);
		if (checked.verdict !== 'ours') return { checked, pasted };
		const { call } = await callForm(reading(db), (await callBySlug(reading(db), checked.body.call)).id);
		return { checked, pasted, zone: call.zone };
	}
};
