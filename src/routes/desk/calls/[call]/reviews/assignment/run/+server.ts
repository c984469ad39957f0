import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { assignReviewers } from '#domain/assignments/write.server.ts';
import { reading } from '#lib/db.server.ts';
import { telling } from '#lib/telling.server.ts';

/** The same press as the page's, told as it goes. */
export async function POST({ params, request, locals: { db, visitor, arrivedAt } }) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const data = await request.formData().catch(() => new FormData());
	const givesLimits = data.has('limits');
	return telling((tell) => assignReviewers(db, who, { givesLimits, tell }, arrivedAt), who.callId);
}
