import { countsOf } from '#domain/applications/counts.read.server.ts';
import { callsInRoles } from '#domain/calls/read.server.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ locals: { db, visitor, arrivedAt } }) {
	const roles = visitor.roles.filter((given) => given.role === 'organiser' || given.role === 'auditor');
	const calls = await callsInRoles(reading(db), roles);
	const ids = calls.map((call) => call.id);
	const [counts, draws] = await Promise.all([countsOf(reading(db), ids), drawGlances(reading(db), ids)]);
	const mayMake = roles.some((given) => given.role === 'organiser' && given.callId === null);
	return { calls, counts, draws, mayMake, now: arrivedAt };
}
