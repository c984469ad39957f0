import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	return { isOrganiser: hasRole(visitor, 'organiser', call) };
}
