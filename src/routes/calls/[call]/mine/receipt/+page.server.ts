import { encodeQR } from 'qr';
import { checkProof, proofOf } from '#domain/applications/log.read.server.ts';
import { commitmentOf } from '#domain/applications/log.rules.ts';
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
	const proof = await proofOf(reading(db), published.id, receipt.id);
	const commitment = commitmentOf(receipt);
	const verdict = await checkProof(reading(db), { callId: published.id, proof, commitment });
	const { answers: _, ...file } = fileOf(kept, publicKey);
	// So that paper can be checked too: the code holds the receipt file itself, without the answers.
	const qr = encodeQR(JSON.stringify(file), 'svg', { ecc: 'low' });
	return {
		...{ call, fields, receipt: kept, host: host.name, id, qr: `data:image/svg+xml,${encodeURIComponent(qr)}` },
		log: { verdict, line: proof ? proof.index + 1 : 0 }
	};
}
