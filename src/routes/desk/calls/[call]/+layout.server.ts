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
	const isAudited = !hasRole(visitor, 'organiser', call);
	const [stop, draws, deleted, hasFiles, auditsUntil] = await Promise.all([
		stopOf(reading(db), call.stop_id),
		drawGlances(reading(db), [call.id]),
		call.published_at ? false : isDeleted(reading(db), call.id),
		asksForFiles(reading(db), call.id),
		isAudited ? auditEnds(reading(db), { personId, call }) : null
	]);
	return {
		call,
		isDeleted: deleted,
		zone: stop.time_zone,
		now: arrivedAt,
		hasFiles,
		isDrawn: draws[call.id]?.isDrawn ?? false,
		auditsUntil,
		mayChange: !isAudited
	};
}
