import { asksForFiles } from '#domain/applications/attachments.read.server.ts';
import { callBySlug, isDeleted } from '#domain/calls/read.server.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { auditEnds } from '#domain/people/read.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';

/** What every page of a call's desk shows above its own; each page proves for itself whom it lets in. */
export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const { personId } = gate.auditor(visitor, call);
	const stop = await stopOf(reading(db), call.stop_id);
	const draws = await drawGlances(reading(db), [call.id]);
	return {
		call,
		isDeleted: call.published_at ? false : await isDeleted(reading(db), call.id),
		zone: stop.time_zone,
		now: arrivedAt,
		hasFiles: await asksForFiles(reading(db), call.id),
		isDrawn: draws[call.id]?.isDrawn ?? false,
		auditsUntil: hasRole(visitor, 'organiser', call) ? null : await auditEnds(reading(db), { personId, call }),
		mayChange: hasRole(visitor, 'organiser', call)
	};
}
