import { countsOf } from '#domain/applications/counts.read.server.ts';
import { publishedCall, wholeCall } from '#domain/calls/read.server.ts';
import { isOpen } from '#domain/calls/rules.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
	const call = await wholeCall(reading(db), await publishedCall(reading(db), params.call));
	const counts = await countsOf(reading(db), [call.id]);
	return { call, now: arrivedAt, isOpen: isOpen(call, arrivedAt), live: counts[call.id]?.live ?? 0 };
}
