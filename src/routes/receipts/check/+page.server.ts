import { checkProof } from '#domain/applications/log.read.server.ts';
import { commitmentOf } from '#domain/applications/log.rules.ts';
import { callForm, checkReceipt } from '#domain/applications/read.server.ts';
import { readReceiptFile } from '#domain/applications/receipts.rules.ts';
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
		const { salt, contentHash } = checked.body;
		const commitment = commitmentOf({ salt, content_hash: contentHash });
		const proof = readReceiptFile(text)?.log;
		const verdict = await checkProof(reading(db), { callId: call.id, proof, commitment });
		return { checked, pasted, zone: call.zone, log: { verdict, line: proof ? proof.index + 1 : 0 } };
	}
};
