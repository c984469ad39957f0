import { encodeQR } from 'qr';
import { callForm, ownReceipt } from '#domain/applications/read.server.ts';
import { fileOf } from '#domain/applications/receipts.rules.ts';
import { publishedCall, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, visitor } }) {
	const published = await publishedCall(reading(db), params.call);
	const id = url.searchParams.get('id');
	const [receipt, { host }] = await Promise.all([
		ownReceipt(reading(db), gate.applicant(visitor, published.id), id),
		wholeCall(reading(db), published)
	]);
	const { call, fields } = await callForm(reading(db), published.id, receipt.form_version);
	const { publicKey, ...kept } = receipt;
	const { answers: _, ...file } = fileOf(kept, publicKey);
	// So that paper can be checked too: the code holds the receipt file itself, without the answers.
	const qr = encodeQR(JSON.stringify(file), 'svg', { ecc: 'low' });
	return { call, fields, receipt: kept, host: host.name, id, qr: `data:image/svg+xml,${encodeURIComponent(qr)}` };
}
