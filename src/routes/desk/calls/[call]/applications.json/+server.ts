import { exportedApplications } from '#domain/applications/desk.read.server.ts';
import { jsonOf } from '#domain/applications/exports.rules.ts';
import { formFieldsOf } from '#domain/applications/read.server.ts';
import { tellExport } from '#domain/applications/write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';

/** Every submitted application for machines. That personal data went out is a fact: the journal tells it. */
export async function GET({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.organiser(visitor, call);
	const all = await exportedApplications(reading(db), who);
	const forms = await formFieldsOf(reading(db), call.id);
	await tellExport(db, who, all.length, arrivedAt);
	const pieces = jsonOf(call, all, { forms, at: arrivedAt });
	return streamed(pieces, { type: 'application/json', name: `applications-${call.slug}.json` });
}
