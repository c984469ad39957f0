import { callForm, ownReceipt } from '#domain/applications/read.server.ts';
import { publishedCall, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, visitor } }) {
	const published = await publishedCall(reading(db), params.call);
	const id = url.searchParams.get('id');
	const [receipt, { call, fields }, { host }] = await Promise.all([
		ownReceipt(reading(db), gate.applicant(visitor, published.id), id),
		callForm(reading(db), published.id),
		wholeCall(reading(db), published)
	]);
	return { call, fields, receipt, host: host.name, id };
}
