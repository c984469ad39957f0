import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { reviewsOfApplication } from '#domain/bands/board.read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const { criteria, tracks } = await wholeCall(reading(db), call);
	const found = await reviewsOfApplication(reading(db), { ...call, criteria, tracks }, params.application);
	const track = tracks.find(({ id }) => id === found.application.track_id) ?? null;
	const ids = [found.application.id];
	await noteRead(db, who, { what: 'review', call, applicationIds: ids, address: getClientAddress() }, arrivedAt);
	return { ...found, track, hasClosed: arrivedAt >= takenUntil(call) };
}
