import { proofOf } from '#domain/applications/log.read.server.ts';
import { ownReceipt } from '#domain/applications/read.server.ts';
import { fileOf } from '#domain/applications/receipts.rules.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';

/** The receipt as a file to keep: the newest, or the one named by `id`. */
export async function GET({ params, url, locals: { db, visitor } }) {
	const call = await publishedCall(reading(db), params.call);
	const { publicKey, ...receipt } = await ownReceipt(
		reading(db),
		gate.applicant(visitor, call.id),
		url.searchParams.get('id')
	);
	const file = { ...fileOf(receipt, publicKey), log: await proofOf(reading(db), call.id, receipt.id) };
	return new Response(JSON.stringify(file, null, '\t') + '\n', {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="receipt-${receipt.number}.json"`
		}
	});
}
